// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "stacmlm/stac/item.h"

namespace stacmlm::author {

/// What a document says of its bands, by their names, in `bands`, `eo:bands` and `raster:bands`.
/// Valid as long as the document.
class BandDefinitions {
 public:
  /// Of a band that several define, the first that has a field says it.
  explicit BandDefinitions(const std::vector<json::Value>& holders);
  /// Those of an Item's or Collection's properties, root and assets.
  static BandDefinitions of_document(json::Value document);

  template <class T>
  [[nodiscard]] stac::Field<T> find(std::string_view band,
                                    stac::Field<T> stac::Band::*field) const {
    const auto named = by_name_.find(band);
    if (named == by_name_.end()) return {};
    for (const stac::Band& definition : named->second) {
      if (definition.*field) return definition.*field;
    }
    return {};
  }
  /// Metres a pixel; 0 if nothing says it.
  [[nodiscard]] double resolution(std::string_view band) const;

 private:
  std::map<std::string_view, std::vector<stac::Band>> by_name_;
};

}  // namespace stacmlm::author
