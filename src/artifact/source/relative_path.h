// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::artifact {

/// Why a path that a model file names cannot be one of a file below the model's folder, whatever
/// lies there; empty if it can. For people: `leads out of the model's folder`.
std::string_view leads_elsewhere(std::string_view relative);

}  // namespace stacmlm::artifact
