// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/draft.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "json/draft_text.h"
#include "json/read_text.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::json {

using Op = PatchOperation::Kind;

const std::vector<DraftNode*>& DraftNode::children() {
  if (!has_children_) draft_->read_children(*this);
  return children_;
}

DraftNode* DraftNode::find(std::string_view key) {
  if (!is_object()) return nullptr;
  for (DraftNode* child : children()) {
    if (child->key_ == key) return child;
  }
  return nullptr;
}

DraftNode* DraftNode::at(std::size_t index) {
  return is_array() && index < children().size() ? children()[index] : nullptr;
}

bool DraftNode::is_attached() const {
  const DraftNode* node = this;
  while (node->parent_ != nullptr) node = node->parent_;
  return node == draft_->root_;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
std::string DraftNode::pointer() const {
  if (parent_ == nullptr) return {};
  if (parent_->is_object()) return parent_->pointer() + '/' + escape_token(key_);
  const auto at = std::ranges::find(parent_->children_, this);
  return parent_->pointer() + '/' + std::to_string(at - parent_->children_.begin());
}

// NOLINTNEXTLINE(misc-no-recursion)
std::optional<std::string> DraftNode::origin() const {
  if (!is_original_) return std::nullopt;
  if (read_in_ == nullptr) return std::string();
  return *read_in_->origin() + '/' +
         (slot_.has_key() ? escape_token(slot_.key()) : std::to_string(read_at_));
}

std::string DraftNode::text() const { return DraftText::fragment(*this).text; }

Draft::Draft(const Document& document) : document_(&document), root_(&make_node(document.root())) {
  root_->slot_ = root_->value_;
  root_->is_original_ = true;
  root_->is_in_place_ = true;
}

DraftNode& Draft::make_node(Value value) {
  DraftNode& node = nodes_.emplace_back();
  node.draft_ = this;
  node.value_ = value;
  return node;
}

void Draft::read_children(DraftNode& container) {
  container.has_children_ = true;
  if (!container.is_object() && !container.is_array()) return;
  const Document& document = container.value_.document();
  auto at = static_cast<std::uint32_t>(&container.value_.node() - &document.root().node()) + 1;
  while (at < container.value_.node().next) {
    DraftNode& child = make_node(document.value_at(at));
    child.slot_ = child.value_;
    child.key_ = child.value_.key();
    child.read_in_ = &container;
    child.read_at_ = container.read_.size();
    // What an added text holds has no place in the text that was read.
    child.is_original_ = container.is_original_ && &document == document_;
    child.is_in_place_ = true;
    child.is_shadowed_ = (child.value_.node().flags & node_flags::kShadowed) != 0;
    container.read_.push_back(&child);
    if (!child.is_shadowed_) {
      child.parent_ = &container;
      container.children_.push_back(&child);
    }
    at = child.value_.node().next;
  }
}

/// Keeps a text as long as the draft; its root.
Value Draft::keep(std::string_view json) {
  Document& document = added_.emplace_back();
  auto root = read_text(parser_, json, document);
  if (!root) root = read_text(parser_, "null", document);
  assert(root.has_value());
  return *root;
}

std::string_view Draft::keep_key(std::string_view key) { return keys_.emplace_back(key); }

void Draft::mark_changed(DraftNode* node) {
  for (; node != nullptr; node = node->parent_) node->is_changed_ = true;
}

DraftNode& Draft::place(DraftNode& container, std::size_t index, std::string_view key,
                        DraftNode& node) {
  node.key_ = key.empty() && !container.is_object() ? std::string_view() : keep_key(key);
  node.parent_ = &container;
  node.is_in_place_ = false;
  container.children_.insert(container.children_.begin() + static_cast<std::ptrdiff_t>(index),
                             &node);
  mark_changed(&container);
  return node;
}

/// Takes a node out of its container; twins of its key, which would come to light, go with it.
void Draft::take_out(DraftNode& node) {
  DraftNode& container = *node.parent_;
  std::erase(container.children_, &node);
  const bool was_read_here = node.is_in_place_ && node.read_in_ == &container;
  for (DraftNode* read : container.read_) {
    if (was_read_here && read->is_shadowed_ && read->slot_.key() == node.slot_.key())
      read->is_in_place_ = false;
  }
  mark_changed(&container);
  node.parent_ = nullptr;
  node.is_in_place_ = false;
}

void Draft::replace(DraftNode& node, std::string_view json) {
  patch_.push_back({Op::kReplace, node.pointer(), std::string(json), {}});
  for (DraftNode* child : node.children_) child->parent_ = nullptr;
  node.value_ = keep(json);
  node.children_.clear();
  node.read_.clear();
  node.has_children_ = false;
  mark_changed(&node);
}

DraftNode& Draft::set(DraftNode& object, std::string_view key, std::string_view json) {
  if (DraftNode* member = object.find(key); member != nullptr) {
    replace(*member, json);
    return *member;
  }
  patch_.push_back({Op::kAdd, object.pointer() + '/' + escape_token(key), std::string(json), {}});
  return place(object, object.size(), key, make_node(keep(json)));
}

DraftNode& Draft::append(DraftNode& array, std::string_view json) {
  return insert(array, array.size(), json);
}

DraftNode& Draft::insert(DraftNode& array, std::size_t index, std::string_view json) {
  patch_.push_back(
      {Op::kAdd, array.pointer() + '/' + std::to_string(index), std::string(json), {}});
  return place(array, index, {}, make_node(keep(json)));
}

void Draft::remove(DraftNode& node) {
  patch_.push_back({Op::kRemove, node.pointer(), {}, {}});
  take_out(node);
}

void Draft::rename(DraftNode& member, std::string_view key) {
  DraftNode& object = *member.parent_;
  if (member.key_ == key) return;
  patch_.push_back({Op::kMove, object.pointer() + '/' + escape_token(key), {}, member.pointer()});
  if (DraftNode* other = object.find(key); other != nullptr) take_out(*other);
  for (DraftNode* read : object.read_) {
    const bool hid_behind = member.is_in_place_ && read->slot_.key() == member.slot_.key();
    if (read->is_shadowed_ && (hid_behind || read->slot_.key() == key)) read->is_in_place_ = false;
  }
  member.key_ = keep_key(key);
  member.is_renamed_ = true;
  mark_changed(&member);
}

void Draft::move(DraftNode& node, DraftNode& object, std::string_view key) {
  if (node.parent_ == &object) {
    rename(node, key);
    return;
  }
  std::string from = node.pointer();
  take_out(node);
  // As JSON Patch has it: the place is that after the node has gone.
  std::string path = object.pointer() + '/' + escape_token(key);
  if (path.starts_with(from + '/')) {
    // A later element that moved up: JSON Patch would read this as a move into itself.
    patch_.push_back({Op::kRemove, std::move(from), {}, {}});
    patch_.push_back({Op::kAdd, std::move(path), node.text(), {}});
  } else {
    patch_.push_back({Op::kMove, std::move(path), {}, std::move(from)});
  }
  if (DraftNode* other = object.find(key); other != nullptr) take_out(*other);
  place(object, object.size(), key, node);
}

std::string Draft::text() const {
  const std::string_view whole = document_->text();
  if (patch_.empty()) return std::string(whole);
  std::vector<TextEdit> edits;
  const auto size = static_cast<std::uint32_t>(whole.size());
  if (root_->value_ == root_->slot_) {
    DraftText::collect(*root_, edits);
  } else {
    edits.push_back(replace_value(root_->slot_, DraftText::fragment(*root_)));
  }
  return apply_edits(whole, 0, size, std::move(edits));
}

}  // namespace stacmlm::json
