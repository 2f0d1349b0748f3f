// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// The URIs of `stac_extensions` for an Item: MLM, those that are given, and those whose members
/// stand in it.
std::vector<std::string> extensions_of(json::Value item, json::Value given,
                                       std::string_view mlm_version, bool is_stac_1_1);

}  // namespace stacmlm::author
