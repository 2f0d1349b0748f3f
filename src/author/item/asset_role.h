// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// The role of the assets that hold a model; by habit also the key of the first.
inline constexpr std::string_view kModelRole = "mlm:model";

inline bool has_role(json::Value asset, std::string_view role) {
  for (const json::Value each : asset.find("roles").elements()) {
    if (each.equals(role)) return true;
  }
  return false;
}

}  // namespace stacmlm::author
