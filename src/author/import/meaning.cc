// SPDX-License-Identifier: Apache-2.0
#include "author/import/meaning.h"

#include <string>

#include "stacmlm/json/parser.h"

namespace stacmlm::author {

Meaning::Meaning(json::Value value) {
  if (!value.is_string()) {
    root_ = value;
    return;
  }
  json::ParseLimits limits;
  limits.depth = 64;
  if (!json::Parser(limits).parse(json::Text::copy_of(value.string()), document_)) {
    root_ = document_.root();
  } else if (!json::read_yaml(std::string(value.string()), yaml_)) {
    root_ = yaml_.root();
  }
}

}  // namespace stacmlm::author
