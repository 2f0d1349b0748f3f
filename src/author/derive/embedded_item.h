// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "artifact/embedded_document.h"
#include "author/item/given_item.h"
#include "stacmlm/base/result.h"

namespace stacmlm::author {

/// MLM metadata that stand in a model file: a whole Item or its properties, as JSON or YAML.
class EmbeddedItem {
 public:
  /// An Error if the text is neither, or its members make no sense.
  base::Result<GivenItem> read(const std::string& text);

 private:
  artifact::EmbeddedDocument embedded_;
};

}  // namespace stacmlm::author
