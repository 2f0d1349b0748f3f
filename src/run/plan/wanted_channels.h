// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "run/plan/planning.h"

namespace stacmlm::run {

/// A channel that is computed is found by its sources; a plain one is its own.
struct WantedChannel {
  ChannelPlan plan{};
  json::Value expression{};
  std::string field{};  ///< `mlm:input[0].bands[3]`
};

/// The channels of an input, as the metadata name them; without names, as many as they say that
/// there are. Not empty.
base::Result<std::vector<WantedChannel>> wanted_channels(const mlm::ModelInput& stated,
                                                         const InputPlan& input);

}  // namespace stacmlm::run
