// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "author/card/model_card.h"
#include "author/card/run_steps.h"

namespace stacmlm::author {

/// A text and where it leads.
struct Reference {
  std::string text;
  std::string href;
};

/// Data that the model was made with.
struct DataSource {
  std::string split;  ///< `train`, `validate`, `test`, or nothing
  std::string title;
  std::string href;
};

struct ProviderRow {
  std::string name;
  std::string roles;
  std::string href;
};

/// What a page says of a model. All texts are as the document has them, and not safe for any
/// markup; those that are missing are empty.
struct PageContent {
  ModelCard card;
  std::string id;
  std::vector<std::string> tasks;
  std::vector<std::string> keywords;
  std::string framework;
  Reference license;
  std::string time;
  std::vector<Fact> glance;  ///< the facts of the card that have no section of their own
  std::vector<RunStep> steps;
  std::vector<DataSource> data;
  std::vector<ProviderRow> providers;
  std::vector<Fact> provenance;
  std::vector<Fact> hyperparameters;
  std::string citation;
  std::vector<Reference> publications;
  std::vector<Reference> further;  ///< links that a reader may want
  json::Value place;               ///< the geometry, or nothing
  std::vector<json::Value> boxes;  ///< of the Item, or of the Collection
};

/// @pre `object` is an Item, Collection or Catalog. Valid as long as its document.
PageContent read_page(json::Value object);

/// `24462617` in groups of three digits; other texts as they are.
std::string grouped(const std::string& number);

}  // namespace stacmlm::author
