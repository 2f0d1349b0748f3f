// SPDX-License-Identifier: Apache-2.0
#include "json/draft_text.h"

#include <utility>

#include "json/container_edit.h"

namespace stacmlm::json {
namespace {

TextEdit key_edit(Value member, std::string_view key) {
  const Node& node = member.node();
  return {node.key_begin - 1, node.key_begin + node.key_length + 1, quote(key)};
}

}  // namespace

Fragment DraftText::fragment(const DraftNode& node) {
  Fragment whole = fragment_of(node.value_);
  std::vector<TextEdit> edits;
  collect(node, edits);
  if (!edits.empty()) {
    const Node& bytes = node.value_.node();
    whole.text =
        apply_edits(node.value_.document().text(), bytes.begin, bytes.end, std::move(edits));
  }
  return whole;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void DraftText::collect(const DraftNode& node, std::vector<TextEdit>& edits) {
  if (!node.is_changed_ || !node.has_children_) return;
  ContainerEdit edit(node.value_);
  collect_read(node, edit, edits);
  collect_added(node, edit);
  edit.write(edits);
}

// NOLINTNEXTLINE(misc-no-recursion)
void DraftText::collect_read(const DraftNode& container, ContainerEdit& edit,
                             std::vector<TextEdit>& edits) {
  for (std::size_t i = 0; i < container.read_.size(); ++i) {
    const DraftNode& child = *container.read_[i];
    if (!child.is_in_place_) {
      edit.remove(i);
      continue;
    }
    if (child.is_renamed_) edits.push_back(key_edit(child.slot_, child.key_));
    if (child.value_ == child.slot_) {
      collect(child, edits);
    } else {
      edits.push_back(replace_value(child.slot_, fragment(child)));
    }
  }
}

// NOLINTNEXTLINE(misc-no-recursion)
void DraftText::collect_added(const DraftNode& container, ContainerEdit& edit) {
  for (std::size_t i = 0; i < container.children_.size(); ++i) {
    const DraftNode& child = *container.children_[i];
    if (child.is_in_place_) continue;
    if (container.is_object()) {
      edit.append_member(child.key_, fragment(child));
      continue;
    }
    std::size_t behind = i + 1;
    while (behind < container.children_.size() && !container.children_[behind]->is_in_place_)
      ++behind;
    if (behind == container.children_.size()) {
      edit.append_element(fragment(child));
    } else {
      edit.insert_element(container.children_[behind]->read_at_, fragment(child));
    }
  }
}

}  // namespace stacmlm::json
