// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "author/export/subject.h"

namespace stacmlm::author {

/// What the exported asset and the properties say of bands: `bands`, `eo:bands`, `raster:bands`.
class BandDefinitions {
 public:
  explicit BandDefinitions(const Subject& subject);

  /// `uint8`; empty if nothing says it.
  [[nodiscard]] std::string_view data_type(std::string_view band) const;
  /// Metres a pixel; 0 if nothing says it.
  [[nodiscard]] double resolution(std::string_view band) const;

 private:
  [[nodiscard]] const std::vector<stac::Band>& named(std::string_view band) const;

  std::unordered_map<std::string_view, std::vector<stac::Band>> bands_;
};

}  // namespace stacmlm::author
