// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "author/schema/keywords.h"
#include "author/schema/schema_graph.h"
#include "stacmlm/author/schema.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::author {

/// Says in JSON Schema what Shapes state. What is an error in the profile is asserted, nothing
/// else; what JSON Schema cannot say stands in a `$comment`.
class ShapeSchema {
 public:
  ShapeSchema(SchemaGraph& graph, const SchemaOptions& options)
      : graph_(&graph), options_(options) {}

  /// The schema of `shape`; `place` names it if the shape does not.
  SchemaId add(const json::Shape& shape, std::string_view place) {
    return add(shape, place, Reading::kAsTold);
  }

 private:
  /// Conditions and the like ask for the facts, whatever the profile makes of them.
  enum class Reading : bool { kFacts, kAsTold };

  SchemaId add(const json::Shape& shape, std::string_view place, Reading reading);
  [[nodiscard]] bool is_widened(const json::ShapeFacts& facts, Reading reading) const;
  Keywords widened(const json::ShapeFacts& facts, std::string_view place);
  SchemaId add_facts(const json::ShapeFacts& facts, std::string_view place, Reading reading);
  SchemaId reference(std::string_view name, const json::Shape& (*make)(), Reading reading);
  [[nodiscard]] bool asserts(std::string_view rule) const;

  Keywords keywords(const json::ShapeFacts& facts, std::string_view place, Reading reading);
  void add_members(const json::ShapeFacts& facts, Reading reading, Keywords& keywords);
  void add_other_members(const json::ShapeFacts& facts, std::string_view place, Reading reading,
                         Keywords& keywords);
  void add_elements(const json::ShapeFacts& facts, std::string_view place, Reading reading,
                    Keywords& keywords);
  void add_cases(const json::ShapeFacts& facts, std::string_view place, Reading reading,
                 Keywords& keywords);
  void add_combinations(const json::ShapeFacts& facts, std::string_view place, Reading reading,
                        Keywords& keywords);
  void add_condition(const json::ShapeFacts::Condition& condition, std::string_view place,
                     Reading reading, Keywords& keywords);
  SchemaText list(const std::vector<json::Shape>& shapes, std::string_view place, Reading reading);

  SchemaGraph* graph_;
  SchemaOptions options_;
  std::map<std::pair<const json::Shape& (*)(), Reading>, SchemaId> references_;
};

}  // namespace stacmlm::author
