// SPDX-License-Identifier: Apache-2.0
#include "run/plan/model_bands.h"

#include <algorithm>

#include "stacmlm/stac/item.h"

namespace stacmlm::run {
namespace {

void add(std::vector<WantedBand>& all, const stac::Band& band) {
  const std::string_view name = band.name.value_or("");
  if (name.empty()) return;
  auto known = std::ranges::find(all, name, &WantedBand::name);
  if (known == all.end()) known = all.insert(all.end(), WantedBand{std::string(name), {}, {}});
  if (known->common_name.empty()) known->common_name = band.common_name.value_or("");
  if (!known->center_wavelength && band.center_wavelength)
    known->center_wavelength = *band.center_wavelength;
}

}  // namespace

std::vector<WantedBand> bands_of_model(json::Value item, json::Value asset) {
  std::vector<WantedBand> all;
  for (const json::Value holder : {asset, item.find("properties"), item}) {
    for (const std::string_view list : {"bands", "eo:bands", "raster:bands"}) {
      for (const json::Value band : holder.find(list).elements())
        if (band.is_object()) add(all, stac::Band::read(band));
    }
  }
  return all;
}

}  // namespace stacmlm::run
