// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/nearest.h"
#include "rules/tree/rules.h"

namespace stacmlm::rules {
namespace {

/// At most this many links of one document are told: each has to be looked up among all.
constexpr std::size_t kMostLinks = 100;

bool holds_others(ObjectType type) {
  return type == ObjectType::kCollection || type == ObjectType::kCatalog;
}

json::Value own_href(const LateTelling& telling, std::string_view rel) {
  return local_href(telling.object, rel, telling.tree.path_of(telling.late.object));
}

void tell_type(const LateTelling& telling, std::string_view rel, json::Value href,
               std::string_view wanted) {
  if (!href.is_string()) return;
  const ObjectType type = telling.tree.objects[telling.late.other].type;
  telling.findings
      .at_value(href,
                fmt::format("the `{}` link leads to {}, which is {} {}", rel, shown(href.string()),
                            type == ObjectType::kItem ? "an" : "a", name_of(type)))
      .hint(fmt::format("a `{}` link leads to {}", rel, wanted));
}

void tell_child(const LateTelling& telling) {
  const json::Value link = telling.object.find("links").at(telling.late.link);
  const bool is_item = link.find("rel").equals("item");
  tell_type(telling, is_item ? "item" : "child", link.find("href"),
            is_item ? "an Item" : "a Catalog or a Collection");
}

void tell_collection(const LateTelling& telling) {
  tell_type(telling, "collection", own_href(telling, "collection"), "a Collection");
}

void tell_parent(const LateTelling& telling) {
  tell_type(telling, "parent", own_href(telling, "parent"), "a Catalog or a Collection");
}

void tell_no_way_back(const LateTelling& telling) {
  const json::Value href = own_href(telling, "parent");
  if (!href.exists()) return;
  const std::string_view rel = telling.self().type == ObjectType::kItem ? "item" : "child";
  telling.findings
      .at_value(href, fmt::format("the `parent` link leads to {}, which has no `{}` link back",
                                  shown(href.string()), rel))
      .hint("the parent is the document that lists this one");
}

void find_children(const Tree& tree, std::uint32_t parent, LateFindings& late) {
  const TreeObject& object = tree.objects[parent];
  const std::size_t most = late.size() + kMostLinks;
  for (std::uint32_t i = 0; i < object.link_count && late.size() < most; ++i) {
    const TreeLink& link = tree.links[object.first_link + i];
    const std::uint32_t target = tree.in_file(link.target);
    if (target == Tree::kNone) continue;
    const ObjectType type = tree.objects[target].type;
    const bool is_wrong = link.is_item ? holds_others(type) : type == ObjectType::kItem;
    if (is_wrong) late.push_back({parent, target, link.index, &tell_child});
  }
}

void find_parent(const Tree& tree, std::uint32_t child, LateFindings& late) {
  const TreeObject& object = tree.objects[child];
  const std::uint32_t target = tree.in_file(object.parent_file);
  if (target == Tree::kNone) return;
  const TreeObject& parent = tree.objects[target];
  if (parent.type == ObjectType::kItem) late.push_back({child, target, 0, &tell_parent});
  // A parent that lists nothing, or lists by addresses of a server, says nothing of this child.
  const TreeFile& file = tree.files[object.file];
  const bool lists_files = parent.link_count > 0 && parent.links_are_local;
  if (!holds_others(parent.type) || !lists_files || file.is_item_collection) return;
  if (!tree.is_linked(parent, file.key)) late.push_back({child, target, 0, &tell_no_way_back});
}

}  // namespace

void find_parent_child_mismatches(const Tree& tree, LateFindings& late) {
  for (std::uint32_t i = 0; i < tree.objects.size(); ++i) {
    const TreeObject& object = tree.objects[i];
    if (holds_others(object.type)) find_children(tree, i, late);
    find_parent(tree, i, late);
    const std::uint32_t collection = tree.in_file(object.collection_file);
    if (collection == Tree::kNone) continue;
    const ObjectType type = tree.objects[collection].type;
    if (type == ObjectType::kItem || type == ObjectType::kCatalog)
      late.push_back({i, collection, 0, &tell_collection});
  }
}

const Rule kParentChildMismatch{"STAC405",
                                "parent-child-mismatch",
                                "a link between parent and child does not fit the other document",
                                severities::kShould,
                                Subject::kTree,
                                nullptr,
                                "https://github.com/radiantearth/stac-spec/blob/v1.0.0/"
                                "catalog-spec/catalog-spec.md#relation-types"};

}  // namespace stacmlm::rules
