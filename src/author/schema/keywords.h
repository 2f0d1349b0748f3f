// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "author/schema/schema_graph.h"

namespace stacmlm::author {

/// A JSON array or object text of what is added.
class JsonList {
 public:
  explicit JsonList(char open) : open_(open) {}
  void add(const SchemaText& element);
  void add(std::string_view key, const SchemaText& value);
  [[nodiscard]] bool empty() const { return text_ == SchemaText(); }
  [[nodiscard]] SchemaText text() const;

 private:
  void separate();
  char open_;
  SchemaText text_;
};

/// The keywords of one schema, all of which must hold.
class Keywords {
 public:
  void add(std::string_view keyword, SchemaText value);
  /// The keywords of another schema that must hold as well: beside the own ones if that means the
  /// same, else below `allOf`.
  void add_all(Keywords other, SchemaGraph& graph, std::string_view name);
  /// Another schema that must hold as well.
  void add_all(SchemaId schema) { all_of_.push_back(schema); }

  [[nodiscard]] bool has(std::string_view keyword) const;
  [[nodiscard]] bool empty() const { return keywords_.empty() && all_of_.empty(); }
  /// If nothing but one other schema must hold: that one.
  [[nodiscard]] const SchemaId* only() const;
  [[nodiscard]] SchemaText text() const;

 private:
  [[nodiscard]] bool can_stand_beside(const Keywords& other) const;

  std::vector<std::pair<std::string_view, SchemaText>> keywords_;
  std::vector<SchemaId> all_of_;
};

}  // namespace stacmlm::author
