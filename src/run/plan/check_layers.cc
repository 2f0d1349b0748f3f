// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "run/plan/planning.h"

namespace stacmlm::run {

base::Result<void> check_layers(const Plan& plan) {
  constexpr std::size_t kMostOfOneTime = 255;  // that PreparedInput counts
  constexpr std::size_t kMost = std::numeric_limits<std::uint16_t>::max();
  std::size_t layers = 0;
  for (const InputPlan& input : plan.inputs)
    layers += input.times * std::min(input.channels.size(), kMostOfOneTime);
  if (layers <= kMost) return {};
  return base::fail(base::ErrorKind::kLimitExceeded,
                    fmt::format("the inputs have {} bands at all times together, and up to {} are "
                                "looked at for nodata",
                                layers, kMost));
}

}  // namespace stacmlm::run
