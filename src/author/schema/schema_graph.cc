// SPDX-License-Identifier: Apache-2.0
#include "author/schema/schema_graph.h"

namespace stacmlm::author {

void SchemaText::add(SchemaId schema) {
  schemas_.push_back(schema);
  pieces_.emplace_back();
}

void SchemaText::add(const SchemaText& text) {
  pieces_.back() += text.pieces_.front();
  pieces_.insert(pieces_.end(), text.pieces_.begin() + 1, text.pieces_.end());
  schemas_.insert(schemas_.end(), text.schemas_.begin(), text.schemas_.end());
}

SchemaId SchemaGraph::add(SchemaText text, std::string_view name, bool is_called) {
  const auto [known, is_new] = by_text_.emplace(text, static_cast<SchemaId>(schemas_.size()));
  if (is_new) schemas_.push_back({std::move(text), std::string(name), is_called});
  return known->second;
}

SchemaId SchemaGraph::reserve(std::string_view name) {
  schemas_.push_back({{}, std::string(name), true, true});
  return static_cast<SchemaId>(schemas_.size() - 1);
}

}  // namespace stacmlm::author
