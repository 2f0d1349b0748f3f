// SPDX-License-Identifier: Apache-2.0
#include "author/bands/band_definitions.h"

namespace stacmlm::author {

BandDefinitions::BandDefinitions(const std::vector<json::Value>& holders) {
  for (const json::Value holder : holders) {
    for (const std::string_view list : {"bands", "eo:bands", "raster:bands"}) {
      for (const json::Value element : holder.find(list).elements()) {
        const stac::Band band = stac::Band::read(element);
        if (band.name) by_name_[*band.name].push_back(band);
      }
    }
  }
}

BandDefinitions BandDefinitions::of_document(json::Value document) {
  std::vector<json::Value> holders{document.find("properties"), document};
  for (const json::Value asset : document.find("assets").members()) holders.push_back(asset);
  return BandDefinitions(holders);
}

double BandDefinitions::resolution(std::string_view band) const {
  for (const auto field : {&stac::Band::spatial_resolution, &stac::Band::gsd}) {
    const double metres = find(band, field).value_or(0);
    if (metres > 0) return metres;
  }
  return 0;
}

}  // namespace stacmlm::author
