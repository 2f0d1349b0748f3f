// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// A label and what it says.
using Fact = std::pair<std::string, std::string>;

/// A band or variable of a tensor, with what the document says of it.
struct ChannelRow {
  std::string name;
  std::string common_name;
  std::string wavelength;  ///< micrometres
  std::string full_width;  ///< at half of the maximum, micrometres
  std::string expression;
  std::string scaling;
};

struct ClassRow {
  std::string value;
  std::string name;
  std::string title;
  std::string color;  ///< six hexadecimal digits, or nothing
};

/// One input or output.
struct TensorCard {
  std::string name;
  std::string description;
  std::vector<std::string> dimensions;  ///< `batch`, `bands 4`, `256`, `256`
  std::vector<Fact> facts;
  std::vector<ChannelRow> channels;
  std::vector<ClassRow> classes;
};

struct AssetRow {
  std::string key;
  std::string artifact_type;
  std::string type;
  std::string size;   ///< for people: `124.8 MB`
  std::string bytes;  ///< the number
  std::string roles;
  std::string href;
};

/// What a person wants to know of a STAC document that describes a model. All texts are as the
/// document has them; those that are missing are empty.
struct ModelCard {
  std::string title;
  std::string description;
  std::vector<Fact> facts;
  std::vector<TensorCard> inputs;
  std::vector<TensorCard> outputs;
  std::vector<AssetRow> assets;
};

/// The card of an Item, Collection or Catalog.
ModelCard read_card(json::Value object);

}  // namespace stacmlm::author
