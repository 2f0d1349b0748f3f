// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/collection/collection_places.h"
#include "stacmlm/author/collection.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {

/// Hands Items to a builder, one file at a time and each file once.
class ItemReader {
 public:
  /// `collection` is the file of the Collection, whose links lead to the Items.
  ItemReader(author::CollectionBuilder& builder, const CollectionPlaces& places,
             std::string collection)
      : builder_(builder), places_(places), collection_(std::move(collection)) {}

  /// The Items that the Collection `old`, read from the file `path`, links to. Those of other
  /// machines are kept; what is no longer there is left out.
  void read_linked(const json::Document& old, const std::string& path);
  /// Files, folders, globs and NDJSON. Documents in folders that are no Items are passed over.
  void read(const std::vector<std::string>& paths);

  /// All files could be read, and no two Items have one id.
  [[nodiscard]] bool is_whole() const { return is_whole_; }
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  /// The file is one that a person gave: named, in a folder that is named, or in that of the old
  /// Collection. A link alone, which may be a stranger's, leads to no file that is written.
  [[nodiscard]] bool is_given(const std::string& file) const {
    return given_.contains(real_path(file));
  }
  /// Items that stand in a file with others, and so get no link.
  [[nodiscard]] std::size_t without_place() const { return without_place_; }
  /// Links of the old Collection to Items that cannot be read from here.
  [[nodiscard]] std::size_t kept() const { return kept_; }

 private:
  /// `folder` is that of the Collection that links to it.
  void read_linked_file(const std::string& path, const std::string& href,
                        const std::string& folder);
  void read_file(const std::string& path, const std::string& known_as, bool must_be_item);
  /// Items without a place of their own.
  void read_lines(const std::string& path);
  void read_line(const std::string& path, std::size_t number, std::string_view line);
  void add_without_place(json::Value root, const std::string& where);
  /// `where` is for the person who reads what is wrong with the Item.
  void add(json::Value item, const std::string& where, std::optional<author::ItemPlace> place);
  void fail(const std::string& message);

  author::CollectionBuilder& builder_;
  const CollectionPlaces& places_;
  std::string collection_;
  json::Parser parser_;
  std::set<std::string> seen_;
  std::set<std::string> given_;
  std::vector<std::string> files_;
  std::size_t kept_ = 0;
  std::size_t without_place_ = 0;
  std::unordered_map<std::string, std::string> where_of_;  // by id
  bool is_whole_ = true;
};

}  // namespace stacmlm::cli
