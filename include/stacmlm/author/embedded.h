// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// The text of an Item as it may stand in its own model file: without `file:size` and
/// `file:checksum` of the assets of the model, which embedding would make wrong. All else stays as
/// it is written.
///
/// ```cpp
/// #include "stacmlm/artifact/embed.h"
/// auto text = author::text_to_embed(item);
/// if (text) auto done = artifact::embed(*source, *text, sink);
/// ```
base::Result<std::string> text_to_embed(const json::Document& item);

}  // namespace stacmlm::author
