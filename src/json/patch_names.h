// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "stacmlm/json/patch.h"

namespace stacmlm::json {

/// The words for PatchOperation::Kind in patch documents, in its order.
inline constexpr std::array<std::string_view, 6> kPatchNames = {"add",  "remove", "replace",
                                                                "move", "copy",   "test"};

inline std::string_view name_of(PatchOperation::Kind kind) {
  return kPatchNames[static_cast<std::size_t>(kind)];
}

}  // namespace stacmlm::json
