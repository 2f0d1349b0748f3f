// SPDX-License-Identifier: Apache-2.0
#include "author/schema/definitions.h"

#include <fmt/format.h>

#include <set>

#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

// A shorter schema is not worth a reference.
constexpr std::size_t kWorthAReference = 100;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string definition_name(std::string_view words) {
  std::string name;
  bool starts = true;
  for (const char c : words) {
    if (is_alphanumeric(c)) {
      const bool is_lower = c >= 'a' && c <= 'z';
      name += starts && is_lower ? static_cast<char>(c - 'a' + 'A') : c;
    }
    starts = !is_alphanumeric(c);
  }
  return name.empty() ? "Schema" : name;
}

Definitions::Definitions(const SchemaGraph& graph,
                         const std::vector<std::pair<SchemaId, std::string>>& roots,
                         DefinitionStyle style)
    : graph_(&graph), style_(style), uses_(graph.size()), names_(graph.size()) {
  for (const auto& [root, name] : roots) visit(root);
  name_definitions(roots);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the schema
void Definitions::visit(SchemaId schema) {
  if (++uses_[schema] > 1) return;
  found_.push_back(schema);
  for (const SchemaId part : graph_->schema(schema).text.schemas()) visit(part);
}

void Definitions::name_definitions(const std::vector<std::pair<SchemaId, std::string>>& roots) {
  std::set<std::string> taken;
  for (const auto& [root, name] : roots) {
    names_[root] = name;
    taken.insert(name);
  }
  for (const SchemaId schema : found_) {
    if (!names_[schema].empty() || !deserves_a_place(schema)) continue;
    const std::string name = definition_name(graph_->schema(schema).name);
    names_[schema] = name;
    for (int i = 2; !taken.insert(names_[schema]).second; ++i)
      names_[schema] = fmt::format("{}{}", name, i);
  }
}

bool Definitions::deserves_a_place(SchemaId schema) const {
  const SchemaGraph::Schema& known = graph_->schema(schema);
  if (known.is_recursive || (style_.all_that_are_called && known.is_called)) return true;
  return uses_[schema] > 1 && size_of(schema) >= kWorthAReference;
}

/// The bytes of its text, counted as far as it matters.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the schema
std::size_t Definitions::size_of(SchemaId schema) const {
  const SchemaGraph::Schema& known = graph_->schema(schema);
  if (known.is_recursive) return kWorthAReference;
  std::size_t size = 0;
  for (const std::string& piece : known.text.pieces()) size += piece.size();
  for (const SchemaId part : known.text.schemas()) {
    if (size < kWorthAReference) size += size_of(part);
  }
  return size;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the schema
std::string Definitions::text_of(SchemaId schema) const {
  if (names_[schema].empty()) return content(schema);
  return fmt::format(R"({{"$ref":{}}})", json::quote(std::string(style_.pointer) + names_[schema]));
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the schema
std::string Definitions::content(SchemaId schema) const {
  const SchemaText& text = graph_->schema(schema).text;
  std::string out = text.pieces().front();
  for (std::size_t i = 0; i < text.schemas().size(); ++i)
    out += text_of(text.schemas()[i]) + text.pieces()[i + 1];
  return out;
}

std::string Definitions::definitions() const {
  std::string out = "{";
  for (const SchemaId schema : found_) {
    if (names_[schema].empty()) continue;
    if (out.size() > 1) out += ',';
    out += json::quote(names_[schema]) + ":" + content(schema);
  }
  return out + "}";
}

}  // namespace stacmlm::author
