// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/schema/schema_graph.h"

namespace stacmlm::author {

/// Which schemas of a file stand in a place of their own, to be referred to.
struct DefinitionStyle {
  std::string_view pointer;          ///< of that place: `#/$defs/`
  bool all_that_are_called = false;  ///< else only those that are used more than once
};

/// A name for what these words call: `model input` becomes `ModelInput`.
std::string definition_name(std::string_view words);

/// The schemas below some roots as JSON texts.
class Definitions {
 public:
  /// `roots` with a name are definitions.
  Definitions(const SchemaGraph& graph, const std::vector<std::pair<SchemaId, std::string>>& roots,
              DefinitionStyle style);

  /// The schema, or the reference to its definition.
  [[nodiscard]] std::string text_of(SchemaId schema) const;
  /// The object that holds the definitions, those first used first; `{}` if there are none.
  [[nodiscard]] std::string definitions() const;

 private:
  void visit(SchemaId schema);
  void name_definitions(const std::vector<std::pair<SchemaId, std::string>>& roots);
  [[nodiscard]] std::size_t size_of(SchemaId schema) const;
  [[nodiscard]] bool deserves_a_place(SchemaId schema) const;
  [[nodiscard]] std::string content(SchemaId schema) const;

  const SchemaGraph* graph_;
  DefinitionStyle style_;
  std::vector<SchemaId> found_;     // in the order of their first use
  std::vector<std::size_t> uses_;   // by schema
  std::vector<std::string> names_;  // by schema; empty: stands where it is used
};

}  // namespace stacmlm::author
