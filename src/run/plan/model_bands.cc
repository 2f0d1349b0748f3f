// SPDX-License-Identifier: Apache-2.0
#include "run/plan/model_bands.h"

#include "stacmlm/stac/item.h"

namespace stacmlm::run {
namespace {

using ByName = std::unordered_map<std::string, WantedBand>;

void add(ByName& all, const stac::Band& band) {
  const std::string_view name = band.name.value_or("");
  if (name.empty()) return;
  WantedBand& known = all[std::string(name)];
  known.name = name;
  if (known.common_name.empty()) known.common_name = band.common_name.value_or("");
  if (!known.center_wavelength && band.center_wavelength)
    known.center_wavelength = *band.center_wavelength;
}

}  // namespace

ByName bands_of_model(json::Value item, json::Value asset) {
  ByName all;
  for (const json::Value holder : {asset, item.find("properties"), item}) {
    for (const std::string_view list : {"bands", "eo:bands", "raster:bands"}) {
      for (const json::Value band : holder.find(list).elements())
        if (band.is_object()) add(all, stac::Band::read(band));
    }
  }
  return all;
}

}  // namespace stacmlm::run
