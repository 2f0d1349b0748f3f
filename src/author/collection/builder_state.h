// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "author/collection/common_parts.h"
#include "author/collection/extent_sum.h"
#include "author/collection/summary_sum.h"
#include "stacmlm/author/collection.h"

namespace stacmlm::author {

/// An Item in its Collection.
struct ItemEntry {
  std::string href;
  std::string known_as;
  std::string title;
};

/// What is kept of the Items.
struct CollectionBuilder::State {
  explicit State(CollectionOptions given) : options(std::move(given)) {}

  CollectionOptions options;
  std::size_t items = 0;
  bool are_all_1_1 = true;
  std::vector<ItemEntry> entries;
  std::vector<std::string> kept;
  ExtentSum extent;
  SummarySum summaries{mlm::kNewest};
  CommonAssets assets;
  PeopleSum people;
};

/// A link object as JSON text; empty texts are left out.
std::string link_json(const std::string& rel, const std::string& href, const std::string& type,
                      const std::string& title = {});

inline constexpr const char* kJsonType = "application/json";
inline constexpr const char* kGeoJsonType = "application/geo+json";
inline constexpr const char* kItemAssetsUri =
    "https://stac-extensions.github.io/item-assets/v1.0.0/schema.json";

}  // namespace stacmlm::author
