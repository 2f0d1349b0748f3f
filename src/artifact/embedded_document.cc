// SPDX-License-Identifier: Apache-2.0
#include "artifact/embedded_document.h"

#include <utility>

#include "stacmlm/json/parser.h"

namespace stacmlm::artifact {

base::Result<void> EmbeddedDocument::read(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const bool may_be_json = start != std::string::npos && text[start] == '{';
  // Flow style of YAML begins with a brace as well.
  is_yaml_ = !may_be_json || json::Parser().parse(json::Text::copy_of(text), json_).has_value();
  if (!is_yaml_) return {};
  if (auto fault = json::read_yaml(text, yaml_))
    return base::fail(base::ErrorKind::kInvalidDocument, std::move(fault->message));
  return {};
}

}  // namespace stacmlm::artifact
