// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "rules/nearest.h"
#include "rules/tree/rules.h"

namespace stacmlm::rules {
namespace {

std::string value_text(json::Value value) {
  return shown(value.is_string() ? value.string() : value.raw());
}

bool is_that(json::Value value, const ItemValue& wanted) {
  return is_summarized(value) && value.is_number() == wanted.is_number &&
         hash_of_value(value) == wanted.value;
}

/// The value in the Item's properties, or nothing if it is no longer there.
json::Value find_value(json::Value item, std::string_view member, const ItemValue& wanted) {
  const json::Value value = item.find("properties").find(member);
  if (is_that(value, wanted)) return value;
  for (const json::Value element : value.elements()) {
    if (is_that(element, wanted)) return element;
  }
  return {};
}

/// All Items of the Collection are known: its links lead to Items of this run that belong to it.
bool is_whole(const Tree& tree, std::uint32_t collection) {
  const TreeObject& object = tree.objects[collection];
  if (!object.links_are_local || object.has_children || object.link_count == 0) return false;
  const auto first = tree.links.begin() + object.first_link;
  return std::all_of(first, first + object.link_count, [&](const TreeLink& link) {
    const std::uint32_t item = tree.in_file(link.target);
    return item != Tree::kNone && tree.objects[item].type == ObjectType::kItem &&
           tree.collection_of(tree.objects[item]) == collection;
  });
}

/// One summary and the values that the Items of the Collection have in its member.
class Comparison {
 public:
  Comparison(const LateTelling& telling, json::Value summary)
      : telling_(telling), summary_(summary) {
    for (const Hash home : telling.tree.homes_in(telling.late.object))
      telling.tree.values.append(value_key(home, summary.key()), values_);
  }

  void tell_values(bool is_whole) {
    std::unordered_set<Hash> summarized;
    for (const json::Value value : summary_.elements()) {
      if (is_summarized(value)) summarized.insert(key_of(value));
    }
    tell_missing(summarized);
    if (is_whole) tell_unused();
  }

  void tell_range() {
    const json::Value minimum = summary_.find("minimum");
    const json::Value maximum = summary_.find("maximum");
    const ItemValue* least = nullptr;
    const ItemValue* greatest = nullptr;
    for (const ItemValue& value : values_) {
      if (!value.is_number || value.is_of_asset) continue;
      if (least == nullptr || value.number() < least->number()) least = &value;
      if (greatest == nullptr || value.number() > greatest->number()) greatest = &value;
    }
    if (least == nullptr) return;
    if (minimum.is_number() && least->number() < minimum.number())
      tell_outside(minimum, *least, "below");
    if (maximum.is_number() && greatest->number() > maximum.number())
      tell_outside(maximum, *greatest, "above");
  }

 private:
  static Hash key_of(const ItemValue& value) { return mixed(value.value, value.is_number ? 2 : 1); }
  static Hash key_of(json::Value value) {
    return mixed(hash_of_value(value), value.is_number() ? 2 : 1);
  }

  void tell_missing(const std::unordered_set<Hash>& summarized) {
    std::unordered_set<Hash> missing;
    const ItemValue* example = nullptr;
    for (const ItemValue& value : values_) {
      if (value.is_of_asset || summarized.contains(key_of(value))) continue;
      missing.insert(key_of(value));
      // The one that comes first in the input, so that the words do not hang on hashes.
      if (example == nullptr || value.item < example->item) example = &value;
    }
    if (example == nullptr) return;
    const std::string text = text_of(*example);
    if (text.empty()) return;
    const std::string others =
        missing.size() == 1 ? ""
                            : fmt::format(" and {} more values of the Items", missing.size() - 1);
    telling_.findings
        .at_value(summary_, fmt::format("`{}` leaves out {} of `{}`{}", summary_.key(), text,
                                        telling_.tree.path_of(example->item), others))
        .hint("a summary lists every value of the Items");
  }

  void tell_unused() {
    std::unordered_set<Hash> used;
    for (const ItemValue& value : values_) used.insert(key_of(value));
    for (const json::Value value : summary_.elements()) {
      if (!is_summarized(value) || used.contains(key_of(value))) continue;
      telling_.findings
          .at_value(value, fmt::format("no Item has {} in `{}`", value_text(value), summary_.key()))
          .hint("a summary lists the values of the Items and no others");
    }
  }

  void tell_outside(json::Value bound, const ItemValue& value, std::string_view side) {
    const std::string text = text_of(value);
    if (text.empty()) return;
    telling_.findings
        .at_value(bound, fmt::format("`{}` is {} in `{}`, {} this {}", summary_.key(), text,
                                     telling_.tree.path_of(value.item), side, bound.key()))
        .hint("a range holds every value of the Items");
  }

  /// The value as its Item writes it, or nothing if it cannot be read now.
  std::string text_of(const ItemValue& value) {
    const json::Value found = find_value(telling_.read(value.item), summary_.key(), value);
    return found.exists() ? value_text(found) : std::string();
  }

  const LateTelling& telling_;
  json::Value summary_;
  std::vector<ItemValue> values_;
};

void tell(const LateTelling& telling) {
  const bool whole = is_whole(telling.tree, telling.late.object);
  for (const json::Value summary : telling.object.find("summaries").members()) {
    if (!summary.key().starts_with("mlm:")) continue;
    Comparison comparison(telling, summary);
    if (summary.is_array()) comparison.tell_values(whole);
    if (summary.is_object()) comparison.tell_range();
  }
}

}  // namespace

void find_summaries_to_compare(const Tree& tree, LateFindings& late) {
  for (std::uint32_t i = 0; i < tree.objects.size(); ++i) {
    if (tree.objects[i].has_summaries) late.push_back({i, Tree::kNone, 0, &tell});
  }
}

const Rule kSummariesAgainstItems{"MLM709",
                                  "summaries-against-items",
                                  "a summary differs from what the Items have",
                                  severities::kShould,
                                  Subject::kTree,
                                  nullptr,
                                  "https://github.com/radiantearth/stac-spec/blob/v1.0.0/"
                                  "collection-spec/collection-spec.md#summaries"};

}  // namespace stacmlm::rules
