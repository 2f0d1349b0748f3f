// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <unordered_map>

#include "rules/nearest.h"
#include "rules/tree/rules.h"

namespace stacmlm::rules {
namespace {

/// What the id has to be unique in: for Items their Collection, for Catalogs their parent, for
/// Collections the whole run. Sub-catalogs of years and months often have the same ids.
Hash scope_of(const Tree& tree, const TreeObject& object) {
  if (object.type == ObjectType::kCollection) return 0;
  if (object.type == ObjectType::kCatalog) return mixed(object.parent_file, 1);
  const std::uint32_t collection = tree.collection_of(object);
  return mixed(collection == Tree::kNone ? object.home() : collection, 2);
}

void tell(const LateTelling& telling) {
  const json::Value id = telling.object.find("id");
  const json::Value other = telling.read(telling.late.other).find("id");
  if (!id.is_string() || !other.is_string() || id.string() != other.string()) return;
  const bool is_item = telling.self().type == ObjectType::kItem;
  const bool same_file = telling.other_path() == telling.tree.path_of(telling.late.object);
  telling.findings
      .at_value(id, same_file ? fmt::format("{} is also the id of another {} of this file",
                                            shown(id.string()), name_of(telling.self().type))
                              : fmt::format("{} is also the id of `{}`", shown(id.string()),
                                            telling.other_path()))
      .hint(is_item ? "give each Item of a Collection an id of its own"
                    : fmt::format("give each {} an id of its own", name_of(telling.self().type)));
}

}  // namespace

void find_duplicate_ids(const Tree& tree, LateFindings& late) {
  std::unordered_map<Hash, std::uint32_t> first;
  for (std::uint32_t i = 0; i < tree.objects.size(); ++i) {
    const TreeObject& object = tree.objects[i];
    if (object.type == ObjectType::kOther || object.id == 0) continue;
    const auto [at, is_new] = first.emplace(mixed(scope_of(tree, object), object.id), i);
    if (!is_new) late.push_back({i, at->second, 0, &tell});
  }
}

const Rule kDuplicateId{
    "STAC402",
    "duplicate-id",
    "an id stands twice where it has to be unique",
    severities::kShould,
    Subject::kTree,
    nullptr,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/item-spec/item-spec.md#id"};

}  // namespace stacmlm::rules
