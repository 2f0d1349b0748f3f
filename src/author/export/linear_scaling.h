// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "stacmlm/mlm/model.h"

namespace stacmlm::author {

/// x becomes (x - shift) / factor.
struct LinearScaling {
  double shift = 0;
  double factor = 1;
};

/// What `value_scaling` does to each of `channels` channels: nothing said means x stays. No result
/// if something else is done to one of them, or the list has another length.
std::optional<std::vector<LinearScaling>> linear_scaling(const mlm::ModelInput& input,
                                                         std::size_t channels);

}  // namespace stacmlm::author
