// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stacmlm::author {

/// A schema by its number in a SchemaGraph.
using SchemaId = std::uint32_t;

/// JSON text in which schemas stand: a piece, a schema, a piece, and so on.
class SchemaText {
 public:
  SchemaText() = default;
  SchemaText(std::string_view text) { add(text); }  // NOLINT(google-explicit-constructor)
  SchemaText(SchemaId schema) { add(schema); }      // NOLINT(google-explicit-constructor)

  void add(std::string_view text) { pieces_.back() += text; }
  void add(SchemaId schema);
  void add(const SchemaText& text);

  /// One more than there are schemas.
  [[nodiscard]] const std::vector<std::string>& pieces() const { return pieces_; }
  [[nodiscard]] const std::vector<SchemaId>& schemas() const { return schemas_; }
  friend auto operator<=>(const SchemaText&, const SchemaText&) = default;

 private:
  std::vector<std::string> pieces_ = {""};
  std::vector<SchemaId> schemas_;
};

/// The schemas of one file, each there once, however often it is used.
class SchemaGraph {
 public:
  struct Schema {
    SchemaText text;
    std::string name;
    bool is_called = false;     ///< the name is what the facts call it, not only where it stands
    bool is_recursive = false;  ///< it refers to itself
  };

  /// The schema with this text. The first that asks for it names it.
  SchemaId add(SchemaText text, std::string_view name, bool is_called);
  /// A schema that refers to itself; its text comes later.
  SchemaId reserve(std::string_view name);
  void fill(SchemaId reserved, SchemaText text) { schemas_[reserved].text = std::move(text); }

  [[nodiscard]] const Schema& schema(SchemaId id) const { return schemas_[id]; }
  [[nodiscard]] std::size_t size() const { return schemas_.size(); }

 private:
  std::vector<Schema> schemas_;
  std::map<SchemaText, SchemaId> by_text_;
};

}  // namespace stacmlm::author
