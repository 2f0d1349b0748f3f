// SPDX-License-Identifier: Apache-2.0
#include "author/derive/embedded_item.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "stacmlm/json/parser.h"

namespace stacmlm::author {

base::Result<GivenItem> EmbeddedItem::read(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const bool is_json = start != std::string::npos && text[start] == '{';
  std::optional<json::SyntaxFault> fault;
  if (is_json) fault = json::Parser().parse(json::Text::copy_of(text), json_);
  // What begins with a brace may still be YAML.
  const bool is_yaml = !is_json || fault.has_value();
  if (is_yaml) fault = json::read_yaml(text, yaml_);
  if (fault) return base::fail(base::ErrorKind::kInvalidDocument, std::move(fault->message));
  const json::Document& document = is_yaml ? yaml_.document() : json_;
  const auto is_doubt = [](const json::Note& note) {
    return note.kind != json::Note::Kind::kByteOrderMark;
  };
  if (std::ranges::any_of(document.notes(), is_doubt))
    return base::fail(base::ErrorKind::kInvalidDocument,
                      "a member stands there twice, or a value that programs read differently");
  return read_given(document.root());
}

}  // namespace stacmlm::author
