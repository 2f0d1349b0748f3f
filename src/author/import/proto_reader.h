// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/author/import.h"

namespace stacmlm::author {

/// Reads the text format of protocol buffers, without a schema: fields with strings, numbers, words
/// (enumerations, true, false), messages in `{}` or `<>`, lists, comments. Extensions and `Any` are
/// refused.
///
/// The result is JSON in which every field is a list of its values in their order, since the text
/// does not say which fields repeat: `{"dims": [3, 256], "name": ["unet"]}`. Words are strings. The
/// Error has line and column.
base::Result<std::string> proto_to_json(std::string_view text, const ImportLimits& limits);

}  // namespace stacmlm::author
