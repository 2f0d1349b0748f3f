// SPDX-License-Identifier: Apache-2.0
#include "run/device.h"

#include <charconv>

namespace stacmlm::run {

std::optional<Device> find_device(std::string_view name) {
  constexpr std::string_view kNumbered = "cuda:";
  constexpr int kMostDevices = 1024;
  if (name == "cpu") return Device{};
  if (name == "cuda") return Device{.cuda = 0};
  if (!name.starts_with(kNumbered)) return {};
  const std::string_view digits = name.substr(kNumbered.size());
  int number = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_read = error == std::errc() && end == digits.data() + digits.size();
  if (!is_read || number < 0 || number > kMostDevices) return {};
  return Device{.cuda = number};
}

}  // namespace stacmlm::run
