// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <vector>

#include "json/container_edit.h"
#include "json/read_text.h"
#include "json/text_edit.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

/// Takes the nulls out of a patch that becomes a value; members with a later twin go too, lest one
/// comes to light when the twin is a null.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void drop_nulls(Value patch, std::vector<TextEdit>& edits) {
  ContainerEdit object(patch);
  for (std::size_t i = 0; i < object.children().size(); ++i) {
    const Value member = object.children()[i];
    if (member.is_null() || (member.node().flags & node_flags::kShadowed) != 0) {
      object.remove(i);
    } else if (member.is_object()) {
      drop_nulls(member, edits);
    }
  }
  object.write(edits);
}

Fragment value_from(Value patch) {
  Fragment value = fragment_of(patch);
  if (!patch.is_object()) return value;
  std::vector<TextEdit> edits;
  drop_nulls(patch, edits);
  value.text =
      apply_edits(patch.document().text(), patch.node().begin, patch.node().end, std::move(edits));
  return value;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void merge(Value target, Value patch, std::vector<TextEdit>& edits) {
  if (!target.is_object() || !patch.is_object()) {
    edits.push_back(replace_value(target, value_from(patch)));
    return;
  }
  ContainerEdit object(target);
  std::multimap<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < object.children().size(); ++i) {
    places.emplace(object.children()[i].key(), i);
  }
  for (const Value change : patch.members()) {
    const auto [first, last] = places.equal_range(change.key());
    if (change.is_null()) {
      for (auto place = first; place != last; ++place) object.remove(place->second);
    } else if (first == last) {
      object.append_member(change.key(), value_from(change));
    } else {
      merge(object.children()[std::prev(last)->second], change, edits);
    }
  }
  object.write(edits);
}

}  // namespace

base::Result<std::string> apply_merge_patch(std::string_view text, std::string_view patch) {
  Parser parser;
  Document target;
  Document changes;
  STACMLM_TRY(const Value root, read_text(parser, text, target));
  auto change = read_text(parser, patch, changes);
  if (!change) return tl::unexpected(std::move(change).error().during("reading the merge patch"));
  std::vector<TextEdit> edits;
  merge(root, *change, edits);
  return apply_edits(target.text(), 0, static_cast<std::uint32_t>(target.text().size()),
                     std::move(edits));
}

}  // namespace stacmlm::json
