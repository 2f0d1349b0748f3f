// SPDX-License-Identifier: Apache-2.0
// Collections and Catalogs over Items: written anew, or brought up to date.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::author {

/// What a person decides. An empty text is not given: a new Collection takes it from the Items, an
/// old one keeps what it has.
struct CollectionOptions {
  std::string id;  ///< a new Collection needs one
  std::string title;
  std::string description;
  std::string license;
  std::string root;    ///< href of the root Catalog
  std::string parent;  ///< href of the parent
  std::string self;    ///< absolute address of the Collection
  /// Of a new Collection; an old one stays what it is. From 1.6.0 on every field of the Items is
  /// summarised, before that those that say something of several models.
  mlm::Version mlm = mlm::kNewestPublished;
};

/// The `item` link of an Item.
struct ItemPlace {
  std::string href;
  std::string known_as{};  ///< the href that an old Collection has, if it is another one
};

/// What was done to a document, for a person.
struct Change {
  std::string pointer;  ///< where it stands in the new document, or stood in the old one
  std::string what;     ///< one sentence, lower-case start, no full stop
};

struct WrittenDocument {
  std::string text;
  std::vector<Change> changes;  ///< none: the text is that of the old document, byte for byte
  std::vector<std::string>
      notes{};  ///< what a person has to know of it: one sentence each, as above
};

/// Sees the Items of a Collection one by one and keeps what the Collection says of all of them: of
/// each Item a link and a bounding box, of their values each one once. For one thread.
///
/// ```cpp
/// author::CollectionBuilder builder(options);
/// for (...) builder.add(item.root(), {"./unet/unet.json"});
/// auto collection = builder.build();
/// ```
class CollectionBuilder {
 public:
  explicit CollectionBuilder(CollectionOptions options);
  CollectionBuilder(CollectionBuilder&&) noexcept;
  CollectionBuilder& operator=(CollectionBuilder&&) noexcept;
  ~CollectionBuilder();

  /// Takes in an Item. Without a place it gets no link. Malformed members count as absent; returns
  /// a sentence for a missing id and for each malformed date, bbox and geometry, as in `notes`.
  /// @pre the document was read without a fault; it need not stay
  std::vector<std::string> add(json::Value item, std::optional<ItemPlace> place);

  /// An Item of an old Collection that cannot be read: its link stays, and so does what the old
  /// extent and summaries say beyond the Items that were read.
  void keep(std::string href);

  [[nodiscard]] std::size_t size() const;

  /// A new Collection in canonical form, STAC 1.1.0 if all Items are, else 1.0.0. The Error says
  /// what is missing: an id, Items, or a licence, where neither the options nor an Item has one.
  [[nodiscard]] base::Result<WrittenDocument> build() const;

  /// The Collection with extent, summaries, item_assets and item links as the Items have them now.
  /// All else stays: order, layout, words, unknown members, summaries of members that are not
  /// summarised here, and an open end of the interval. Links to Items that were neither added nor
  /// kept go.
  /// @pre the document was read without a fault
  [[nodiscard]] base::Result<WrittenDocument> refresh(const json::Document& collection) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A Catalog with a `child` link to the Collection.
struct CatalogOptions {
  std::string id;
  std::string title;
  std::string description;
  std::string self;   ///< absolute address, or nothing
  std::string root;   ///< href of itself, as its links have it
  std::string child;  ///< href of the Collection
  std::string child_title;
};

/// A new root Catalog, or `existing` with the links that it lacks.
[[nodiscard]] base::Result<WrittenDocument> write_catalog(const json::Document* existing,
                                                          const CatalogOptions& options);

/// Where an Item belongs.
struct ItemLinks {
  std::string collection_id;
  std::string collection;  ///< href of the Collection, which is the parent too
  std::string root;        ///< href of the root Catalog
  std::string self;        ///< absolute address, or nothing
};

/// The Item with `collection` and the links `root`, `parent` and `collection`; its other links
/// stay.
/// @pre the document was read without a fault
[[nodiscard]] base::Result<WrittenDocument> link_item(const json::Document& item,
                                                      const ItemLinks& links);

}  // namespace stacmlm::author
