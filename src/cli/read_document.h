// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {

/// Reads the STAC document at `path` (- is stdin); the Error has the path and the place.
base::Result<void> read_document(const std::string& path, json::Document& document);

}  // namespace stacmlm::cli
