// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::artifact {

/// ModelFile::embedded_item, read: JSON, or YAML.
class EmbeddedDocument {
 public:
  /// kInvalidDocument if it is neither.
  base::Result<void> read(const std::string& text);

  [[nodiscard]] const json::Document& document() const {
    return is_yaml_ ? yaml_.document() : json_;
  }

 private:
  json::Document json_;
  json::YamlDocument yaml_;
  bool is_yaml_ = false;
};

}  // namespace stacmlm::artifact
