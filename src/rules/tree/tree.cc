// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/tree.h"

namespace stacmlm::rules {

void Tree::index() {
  std::unordered_set<Hash> repeated;
  for (std::uint32_t i = 0; i < objects.size(); ++i) {
    const TreeObject& object = objects[i];
    const TreeFile& file = files[object.file];
    if (file.is_item_collection) continue;  // no link leads to one of its features
    by_file_.emplace(file.key, i);
    if (object.type == ObjectType::kCollection) {
      collections_.emplace(file.key, i);
      if (object.id != 0 && !collections_.emplace(object.id, i).second) repeated.insert(object.id);
    }
    for (std::uint32_t link = 0; link < object.link_count; ++link)
      linked_.insert(mixed(file.key, links[object.first_link + link].target));
  }
  for (const Hash id : repeated) collections_.erase(id);
  values.index();
}

std::uint32_t Tree::in_file(Hash file) const {
  const auto found = by_file_.find(file);
  return found == by_file_.end() ? kNone : found->second;
}

std::uint32_t Tree::collection_of(const TreeObject& item) const {
  const auto found = collections_.find(item.home());
  return found == collections_.end() ? kNone : found->second;
}

std::vector<Hash> Tree::homes_in(std::uint32_t collection) const {
  std::vector<Hash> homes;
  for (const Hash home : {files[objects[collection].file].key, objects[collection].id}) {
    const auto found = collections_.find(home);
    if (found != collections_.end() && found->second == collection) homes.push_back(home);
  }
  return homes;
}

bool Tree::is_linked(const TreeObject& parent, Hash file) const {
  return linked_.contains(mixed(files[parent.file].key, file));
}

}  // namespace stacmlm::rules
