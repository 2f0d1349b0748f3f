// SPDX-License-Identifier: Apache-2.0
#include "json/container_edit.h"

#include <algorithm>

#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

std::uint32_t index_of(Value value) {
  return static_cast<std::uint32_t>(&value.node() - &value.document().root().node());
}

/// Where a child starts: with its key if it has one.
std::uint32_t begin_of(Value child) {
  return child.has_key() ? child.node().key_begin - 1 : child.node().begin;
}

std::uint32_t end_of(Value child) { return child.node().end; }

Value parent_of(Value value) {
  const std::uint32_t index = index_of(value);
  for (std::uint32_t at = index; at > 0; --at) {
    const Value earlier = value.document().value_at(at - 1);
    if (earlier.node().next > index) return earlier;
  }
  return {};
}

/// What stands between the key and the value of a member: `: `.
std::string_view colon_of(Value member) {
  const std::uint32_t end = member.node().key_begin + member.node().key_length + 1;
  return member.document().text().substr(end, member.node().begin - end);
}

}  // namespace

ContainerEdit::ContainerEdit(Value container) : container_(container) {
  const Document& document = container.document();
  for (std::uint32_t at = index_of(container) + 1; at < container.node().next;) {
    children_.push_back(document.value_at(at));
    at = children_.back().node().next;
  }
  removed_.resize(children_.size());
}

std::string_view ContainerEdit::text(std::uint32_t begin, std::uint32_t end) const {
  return container_.document().text().substr(begin, end - begin);
}

/// What stands between a child and the next one: `, `.
std::string_view ContainerEdit::gap(std::size_t child) const {
  return text(end_of(children_[child]), begin_of(children_[child + 1]));
}

std::string_view ContainerEdit::colon() const {
  if (!children_.empty() && children_.back().has_key()) return colon_of(children_.back());
  const Document& document = container_.document();
  for (std::uint32_t at = 0; at < document.node_count(); ++at) {
    if (document.value_at(at).has_key()) return colon_of(document.value_at(at));
  }
  return ": ";
}

std::string ContainerEdit::separator() const {
  if (children_.size() >= 2) return std::string(gap(children_.size() - 2));
  if (!line_.empty()) return std::string(",").append(line_);
  if (!children_.empty()) {
    const auto lead = text(container_.node().begin + 1, begin_of(children_.front()));
    if (has_line_break(lead)) return std::string(",").append(lead);
  }
  return colon().ends_with(':') ? "," : ", ";
}

std::string_view ContainerEdit::child_indent() const {
  if (!children_.empty())
    return indent_at(container_.document().text(), begin_of(children_.back()));
  if (line_.empty()) return indent_at(container_.document().text(), container_.node().begin);
  return std::string_view(line_).substr(line_.find_last_of("\r\n") + 1);
}

/// An empty container opens into lines if it starts a line inside its parent.
void ContainerEdit::choose_layout() {
  if (!children_.empty() || !line_.empty()) return;
  const std::string_view whole = container_.document().text();
  const std::uint32_t begin = begin_of(container_);
  const std::uint32_t line_break = line_break_before(whole, begin);
  if (line_break == begin) return;
  const Value parent = parent_of(container_);
  if (!parent.exists()) return;
  const std::string_view indent = indent_at(whole, begin);
  const std::string_view outer = indent_at(whole, parent.node().end - 1);
  last_line_ = text(line_break, begin);
  const bool deeper = indent.starts_with(outer) && indent.size() > outer.size();
  line_ = last_line_ + std::string(deeper ? indent.substr(outer.size()) : "  ");
}

void ContainerEdit::remove(std::size_t child) { removed_[child] = true; }

void ContainerEdit::append(std::string_view head, const Fragment& value) {
  choose_layout();
  added_.push_back(std::string(head) + indented(value, child_indent()));
}

void ContainerEdit::append_member(std::string_view key, const Fragment& value) {
  append(quote(key) + std::string(colon()), value);
}

void ContainerEdit::append_element(const Fragment& value) { append({}, value); }

void ContainerEdit::insert_element(std::size_t index, const Fragment& value) {
  const std::uint32_t at = begin_of(children_[index]);
  const std::string_view indent = indent_at(container_.document().text(), at);
  const bool known = index > 0 || children_.size() > 1;
  const std::string between = known ? std::string(gap(index > 0 ? index - 1 : 0)) : separator();
  inserted_.push_back({at, at, indented(value, indent) + between});
}

void ContainerEdit::write(std::vector<TextEdit>& edits) const {
  edits.insert(edits.end(), inserted_.begin(), inserted_.end());
  if (std::ranges::find(removed_, false) != removed_.end()) write_removals(edits);
  write_additions(edits);
}

/// @pre at least one child stays
void ContainerEdit::write_removals(std::vector<TextEdit>& edits) const {
  for (std::size_t first = 0; first < children_.size(); ++first) {
    if (!removed_[first]) continue;
    std::size_t behind = first;
    while (behind < children_.size() && removed_[behind]) ++behind;
    // With the comma before, or with the one behind where the children before stay on their line.
    const bool is_last = behind == children_.size();
    const bool starts_line = first > 0 && has_line_break(gap(first - 1));
    const bool ends_line = !is_last && has_line_break(gap(behind - 1));
    if (first == 0 || (!is_last && starts_line && !ends_line)) {
      edits.push_back({begin_of(children_[first]), begin_of(children_[behind]), {}});
    } else {
      edits.push_back({end_of(children_[first - 1]), end_of(children_[behind - 1]), {}});
    }
    first = behind;
  }
}

void ContainerEdit::write_additions(std::vector<TextEdit>& edits) const {
  const auto kept = std::find(removed_.rbegin(), removed_.rend(), false);
  const std::string between = separator();
  std::string joined;
  for (const std::string& added : added_) {
    if (!joined.empty() || kept != removed_.rend()) joined += between;
    joined += added;
  }
  const Node& node = container_.node();
  if (kept != removed_.rend()) {
    const Value last = children_[static_cast<std::size_t>(removed_.rend() - kept) - 1];
    if (!joined.empty()) edits.push_back({end_of(last), end_of(last), joined});
  } else if (!children_.empty() && !joined.empty()) {
    edits.push_back({begin_of(children_.front()), end_of(children_.back()), joined});
  } else if (!children_.empty() || !joined.empty()) {
    edits.push_back(
        {node.begin + 1, node.end - 1, joined.empty() ? joined : line_ + joined + last_line_});
  }
}

}  // namespace stacmlm::json
