// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "author/item/given_item.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::author {

/// MLM metadata that stand in a model file: a whole Item or its properties, as JSON or YAML.
class EmbeddedItem {
 public:
  /// An Error if the text is neither, or its members make no sense.
  base::Result<GivenItem> read(const std::string& text);

 private:
  json::Document json_;
  json::YamlDocument yaml_;
};

}  // namespace stacmlm::author
