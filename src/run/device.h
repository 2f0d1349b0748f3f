// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace stacmlm::run {

struct Device {
  std::optional<int> cuda;  ///< its number; nothing: the processor
};

/// `cpu`, `cuda`, `cuda:N`; nothing: it is none of them.
std::optional<Device> find_device(std::string_view name);

}  // namespace stacmlm::run
