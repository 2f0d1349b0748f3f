// SPDX-License-Identifier: Apache-2.0
// What is known of all files of a run: hashes and numbers, no documents.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rules/context.h"
#include "rules/tree/item_values.h"
#include "rules/tree/reach.h"
#include "rules/tree/tree_hash.h"

namespace stacmlm::rules {

/// An Item, Collection or Catalog: a file, or a feature of an ItemCollection.
struct TreeObject {
  ObjectType type = ObjectType::kOther;
  bool links_are_local = true;  ///< every `child` and `item` link leads to a file of this machine
  bool has_children = false;    ///< there are `child` links
  bool has_summaries = false;   ///< of `mlm:*` members
  std::uint32_t file = 0;
  std::uint32_t feature = 0;
  std::uint32_t first_link = 0;  ///< in Tree::links
  std::uint32_t link_count = 0;
  Hash id = 0;
  Hash collection = 0;       ///< the id that an Item names
  Hash parent_file = 0;      ///< where the first local `parent` link leads
  Hash collection_file = 0;  ///< where the first local `collection` link leads
  Reach reach;

  /// By what an Item knows its Collection: the file of its link, or the id, or its parent's file.
  [[nodiscard]] Hash home() const {
    if (collection_file != 0) return collection_file;
    return collection != 0 ? collection : parent_file;
  }
};

/// A local `child` or `item` link.
struct TreeLink {
  Hash target = 0;
  std::uint32_t index = 0;  ///< in the array of links
  bool is_item = false;
};

struct TreeFile {
  std::string path;
  Hash key = 0;
  Profile profile = Profile::kDocumented;
  bool valid = true;
  bool is_item_collection = false;  ///< its features are the objects
};

class Tree {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::deque<TreeFile> files;
  std::deque<TreeObject> objects;
  std::vector<TreeLink> links;
  ItemValues values;

  /// To be called when all is there, before the questions below.
  void index();

  /// The Item, Collection or Catalog in this file, or kNone.
  [[nodiscard]] std::uint32_t in_file(Hash file) const;
  /// The Collection to which an Item belongs, or kNone if none or several could be meant.
  [[nodiscard]] std::uint32_t collection_of(const TreeObject& item) const;
  /// What Item::home() is for the Items of a Collection.
  [[nodiscard]] std::vector<Hash> homes_in(std::uint32_t collection) const;
  /// `parent` has a `child` or `item` link to the file.
  [[nodiscard]] bool is_linked(const TreeObject& parent, Hash file) const;

  [[nodiscard]] const std::string& path_of(std::uint32_t object) const {
    return files[objects[object].file].path;
  }

 private:
  std::unordered_map<Hash, std::uint32_t> by_file_;
  std::unordered_map<Hash, std::uint32_t> collections_;  // by file and by id
  std::unordered_set<Hash> linked_;
};

/// A finding to be told: which rule, where, and what else its words need.
struct LateFinding {
  std::uint32_t object = 0;
  std::uint32_t other = Tree::kNone;  ///< another object
  std::uint32_t link = 0;             ///< index of a link
  void (*tell)(const struct LateTelling& telling) = nullptr;
  const Rule* rule = nullptr;
};

}  // namespace stacmlm::rules
