// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/nearest.h"
#include "rules/space_time/space_time.h"
#include "rules/tree/rules.h"

namespace stacmlm::rules {
namespace {

/// Degrees: about the seventh digit that most programs write.
constexpr double kRounding = 1e-6;

std::string collection_name(const LateTelling& telling) {
  const json::Value id = telling.read(telling.late.other).find("id");
  return shown(id.is_string() ? id.string() : telling.other_path());
}

void tell_id(const LateTelling& telling) {
  const json::Value named = telling.object.find("collection");
  const json::Value id = telling.read(telling.late.other).find("id");
  if (!named.is_string() || !id.is_string() || named.string() == id.string()) return;
  const std::string_view rel = telling.self().collection_file != 0 ? "collection" : "parent";
  telling.findings
      .at_value(named, fmt::format("the Item names the Collection {}, its `{}` link leads to {}",
                                   shown(named.string()), rel, shown(id.string())))
      .hint("`collection` is the id of the Collection that the link leads to");
}

void tell_box(const LateTelling& telling) {
  telling.findings
      .at_value(telling.object.find("bbox"),
                fmt::format("the bbox {} is not inside the extent of the Collection {}",
                            shown_in_line(telling.object.find("bbox")), collection_name(telling)))
      .hint("widen `extent.spatial` of the Collection");
}

void tell_period(const LateTelling& telling) {
  const json::Value properties = telling.object.find("properties");
  json::Value place;
  std::string when;
  for (const char* member : {"start_datetime", "end_datetime", "datetime"}) {
    const json::Value value = properties.find(member);
    const bool counts = value.is_string() && (when.empty() || member[0] != 'd');
    if (!counts) continue;
    if (!place.exists()) place = value;
    when += (when.empty() ? "" : " to ") + std::string(value.string());
  }
  if (!place.exists()) return;
  telling.findings
      .at_value(place, fmt::format("the time {} is not inside the extent of the Collection {}",
                                   shown(when), collection_name(telling)))
      .hint("widen `extent.temporal` of the Collection");
}

void find_other_id(const Tree& tree, std::uint32_t item, LateFindings& late) {
  const TreeObject& object = tree.objects[item];
  const Hash file = object.collection_file != 0 ? object.collection_file : object.parent_file;
  const std::uint32_t target = tree.in_file(file);
  if (target == Tree::kNone || object.collection == 0) return;
  const TreeObject& collection = tree.objects[target];
  const bool is_other =
      collection.type == ObjectType::kCollection && collection.id != object.collection;
  if (is_other && collection.id != 0) late.push_back({item, target, 0, &tell_id});
}

}  // namespace

void find_items_outside(const Tree& tree, LateFindings& late) {
  for (std::uint32_t i = 0; i < tree.objects.size(); ++i) {
    const TreeObject& item = tree.objects[i];
    if (item.type != ObjectType::kItem) continue;
    find_other_id(tree, i, late);
    const std::uint32_t target = tree.collection_of(item);
    if (target == Tree::kNone) continue;
    const Reach& outer = tree.objects[target].reach;
    if (outer.box && item.reach.box && !outer.box->holds(*item.reach.box, kRounding))
      late.push_back({i, target, 0, &tell_box});
    if (outer.period && item.reach.period && !holds(*outer.period, *item.reach.period))
      late.push_back({i, target, 0, &tell_period});
  }
}

const Rule kItemOutsideCollection{"STAC403",
                                  "item-outside-collection",
                                  "an Item does not fit into its Collection",
                                  severities::kShould,
                                  Subject::kTree,
                                  nullptr,
                                  "https://github.com/radiantearth/stac-spec/blob/v1.0.0/"
                                  "collection-spec/collection-spec.md#extent-object"};

}  // namespace stacmlm::rules
