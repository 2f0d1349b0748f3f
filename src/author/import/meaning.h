// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/document.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::author {

/// What a text inside a document means: JSON, else YAML (which Python's dicts are, mostly).
class Meaning {
 public:
  /// A value that is no string means itself. The document must stay.
  explicit Meaning(json::Value value);
  Meaning(const Meaning&) = delete;
  Meaning& operator=(const Meaning&) = delete;

  /// Absent if the text is neither.
  [[nodiscard]] json::Value root() const { return root_; }

 private:
  json::Document document_;
  json::YamlDocument yaml_;
  json::Value root_;
};

}  // namespace stacmlm::author
