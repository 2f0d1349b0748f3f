// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::json {

/// Parses a copy of `text` into `document`; the root, or an Error that says what is wrong at which
/// byte.
base::Result<Value> read_text(Parser& parser, std::string_view text, Document& document);

}  // namespace stacmlm::json
