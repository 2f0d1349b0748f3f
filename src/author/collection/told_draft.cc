// SPDX-License-Identifier: Apache-2.0
#include "author/collection/told_draft.h"

#include <fmt/format.h>

#include <utility>

#include "author/collection/builder_state.h"
#include "author/format/layout.h"
#include "diag/visible.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {

using json::DraftNode;

namespace {

constexpr std::size_t kMostColumns = 80;

std::string shown(const std::string& json) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(json), document))
    return diag::shortened(json, kMostColumns);
  return diag::shortened(on_one_line(document.root(), Described()), kMostColumns);
}

bool is_equal(const std::string& a, const std::string& b) {
  json::Document one;
  json::Document other;
  const bool are_read = !json::Parser().parse(json::Text::copy_of(a), one) &&
                        !json::Parser().parse(json::Text::copy_of(b), other);
  return are_read && json::equal(one.root(), other.root());
}

}  // namespace

void ToldDraft::tell(const DraftNode& node, std::string what) {
  changes_.push_back({node.pointer(), std::move(what)});
}

DraftNode& ToldDraft::object_in(DraftNode& object, std::string_view key) {
  DraftNode* member = object.find(key);
  return member != nullptr && member->is_object() ? *member : draft_.set(object, key, "{}");
}

DraftNode& ToldDraft::array_in(DraftNode& object, std::string_view key) {
  DraftNode* member = object.find(key);
  return member != nullptr && member->is_array() ? *member : draft_.set(object, key, "[]");
}

void ToldDraft::replace(DraftNode& node, const std::string& json) {
  const std::string old = node.text();
  draft_.replace(node, json);
  tell(node, fmt::format("`{}` is now `{}`", shown(old), shown(json)));
}

void ToldDraft::set(DraftNode& object, std::string_view key, const std::string& json) {
  DraftNode* old = object.find(key);
  if (old != nullptr) return replace(*old, json);
  tell(draft_.set(object, key, json), fmt::format("`{}` is new", shown(json)));
}

void ToldDraft::set_if_other(DraftNode& object, std::string_view key, const std::string& json) {
  DraftNode* old = object.find(key);
  if (old == nullptr || !is_equal(old->text(), json)) set(object, key, json);
}

void ToldDraft::append(DraftNode& array, const std::string& json) {
  tell(draft_.append(array, json), fmt::format("`{}` is new", shown(json)));
}

void ToldDraft::insert(DraftNode& array, std::size_t index, const std::string& json) {
  tell(draft_.insert(array, index, json), fmt::format("`{}` is new", shown(json)));
}

void ToldDraft::remove(DraftNode& node) {
  tell(node, fmt::format("`{}` is gone", shown(node.text())));
  draft_.remove(node);
}

WrittenDocument ToldDraft::finish() const { return {draft_.text(), changes_}; }

void set_link(ToldDraft& draft, std::string_view rel, const std::string& href,
              const std::string& type) {
  if (href.empty()) return;
  DraftNode& links = draft.array_in(draft.root(), "links");
  for (DraftNode* link : links.children()) {
    DraftNode* relation = link->is_object() ? link->find("rel") : nullptr;
    if (relation == nullptr || !relation->equals(rel)) continue;
    return draft.set_if_other(*link, "href", json::quote(href));
  }
  draft.append(links, link_json(std::string(rel), href, type));
}

}  // namespace stacmlm::author
