// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "author/card/model_card.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::author {

/// A scalar as text, an array of them with commas; empty for anything else and for nothing.
std::string plain(json::Value value);

/// What a document says of its bands, by their names: of several definitions the first that has a
/// common name, or the first. Valid as long as the document.
class BandDefinitions {
 public:
  struct Definition {
    stac::Field<std::string_view> common_name;
    stac::Field<double> center_wavelength;
    stac::Field<double> full_width_half_max;
  };
  explicit BandDefinitions(json::Value document);

  [[nodiscard]] Definition named(std::string_view name) const;

 private:
  void add(json::Value holder);

  std::map<std::string_view, Definition> by_name_;
};

TensorCard input_card(const mlm::ModelInput& input, const BandDefinitions& bands);
TensorCard output_card(const mlm::ModelOutput& output, const BandDefinitions& bands);

}  // namespace stacmlm::author
