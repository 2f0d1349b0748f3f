// SPDX-License-Identifier: Apache-2.0
#include "author/schema/keywords.h"

#include <algorithm>
#include <array>

#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

/// What each of these means depends on the others.
constexpr std::array<std::string_view, 3> kOfMembers = {"properties", "patternProperties",
                                                        "additionalProperties"};

bool speaks_of_members(const Keywords& keywords) {
  return std::ranges::any_of(kOfMembers, [&](std::string_view each) { return keywords.has(each); });
}

}  // namespace

void JsonList::separate() {
  if (!empty()) text_.add(std::string_view(","));
}

void JsonList::add(const SchemaText& element) {
  separate();
  text_.add(element);
}

void JsonList::add(std::string_view key, const SchemaText& value) {
  separate();
  text_.add(json::quote(key) + ":");
  text_.add(value);
}

SchemaText JsonList::text() const {
  SchemaText text(std::string_view(&open_, 1));
  text.add(text_);
  text.add(std::string_view(open_ == '[' ? "]" : "}"));
  return text;
}

void Keywords::add(std::string_view keyword, SchemaText value) {
  keywords_.emplace_back(keyword, std::move(value));
}

bool Keywords::has(std::string_view keyword) const {
  return std::ranges::any_of(keywords_, [&](const auto& each) { return each.first == keyword; });
}

bool Keywords::can_stand_beside(const Keywords& other) const {
  if (speaks_of_members(*this) && speaks_of_members(other)) return false;
  return std::ranges::none_of(other.keywords_, [&](const auto& each) { return has(each.first); });
}

void Keywords::add_all(Keywords other, SchemaGraph& graph, std::string_view name) {
  if (!can_stand_beside(other)) {
    const SchemaId* only = other.only();
    return add_all(only != nullptr ? *only : graph.add(other.text(), name, false));
  }
  std::ranges::move(other.keywords_, std::back_inserter(keywords_));
  all_of_.insert(all_of_.end(), other.all_of_.begin(), other.all_of_.end());
}

const SchemaId* Keywords::only() const {
  return keywords_.empty() && all_of_.size() == 1 ? all_of_.data() : nullptr;
}

SchemaText Keywords::text() const {
  if (empty()) return std::string_view("true");
  JsonList list('{');
  for (const auto& [keyword, value] : keywords_) list.add(keyword, value);
  if (!all_of_.empty()) {
    JsonList all('[');
    for (const SchemaId schema : all_of_) all.add(schema);
    list.add("allOf", all.text());
  }
  return list.text();
}

}  // namespace stacmlm::author
