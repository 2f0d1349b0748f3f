// SPDX-License-Identifier: Apache-2.0
#include "author/export/band_definitions.h"

namespace stacmlm::author {

BandDefinitions::BandDefinitions(const Subject& subject) {
  for (const json::Value holder : {subject.asset, subject.properties}) {
    for (const std::string_view key : {"raster:bands", "eo:bands", "bands"}) {
      for (const json::Value element : holder.find(key).elements()) {
        const stac::Band band = stac::Band::read(element);
        if (band.name) bands_[*band.name].push_back(band);
      }
    }
  }
}

std::string_view BandDefinitions::data_type(std::string_view name) const {
  for (const stac::Band& band : named(name)) {
    if (band.data_type) return *band.data_type;
  }
  return {};
}

double BandDefinitions::resolution(std::string_view name) const {
  for (const stac::Band& band : named(name)) {
    const double metres = band.spatial_resolution.value_or(band.gsd.value_or(0));
    if (metres > 0) return metres;
  }
  return 0;
}

const std::vector<stac::Band>& BandDefinitions::named(std::string_view name) const {
  static const std::vector<stac::Band> kNone;
  const auto found = bands_.find(name);
  return found == bands_.end() ? kNone : found->second;
}

}  // namespace stacmlm::author
