// SPDX-License-Identifier: Apache-2.0
#include "run/scene/item_bands.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "stacmlm/stac/item.h"

namespace stacmlm::run {
namespace {

constexpr std::array kNoData = {"thumbnail",  "overview", "visual",    "metadata",
                                "cloud-mask", "snow-ice", "saturation"};
constexpr std::array kRasterTypes = {"image/tiff", "image/jp2", "image/vnd.stac.geotiff"};
constexpr std::array kRasterEndings = {".tif", ".tiff", ".jp2", ".vrt"};

bool has_role(json::Value asset, std::string_view role) {
  return std::ranges::any_of(asset.find("roles").elements(),
                             [&](json::Value each) { return each.equals(role); });
}

bool is_raster(json::Value asset) {
  const json::Value type = asset.find("type");
  if (type.is_string()) {
    return std::ranges::any_of(
        kRasterTypes, [&](std::string_view known) { return type.string().starts_with(known); });
  }
  const std::string_view href = asset.find("href").string();
  return std::ranges::any_of(kRasterEndings,
                             [&](std::string_view ending) { return href.ends_with(ending); });
}

void read_shared(SceneBand& band, json::Value object) {
  const stac::Band stated = stac::Band::read(object);
  if (stated.nodata.raw().is_number()) band.nodata = stated.nodata.raw().number();
  if (stated.scale) band.scale = *stated.scale;
  if (stated.offset) band.offset = *stated.offset;
}

void read(SceneBand& band, json::Value object) {
  const stac::Band stated = stac::Band::read(object);
  if (stated.name) band.name = *stated.name;
  if (stated.common_name) band.common_name = *stated.common_name;
  if (stated.center_wavelength) band.center_wavelength = *stated.center_wavelength;
  read_shared(band, object);
}

}  // namespace

bool is_data(json::Value asset) {
  if (!asset.is_object() || !asset.find("href").is_string()) return false;
  const bool is_other =
      std::ranges::any_of(kNoData, [&](std::string_view role) { return has_role(asset, role); });
  return !is_other && asset.key() != "visual" && is_raster(asset);
}

std::vector<SceneBand> stated_bands(json::Value item, json::Value asset) {
  std::vector<SceneBand> bands;
  for (const std::string_view list : {"bands", "eo:bands", "raster:bands"}) {
    const json::Value stated = asset.find(list);
    if (stated.size() == 0) continue;
    if (bands.empty()) bands.resize(stated.size());
    std::size_t i = 0;
    for (const json::Value one : stated.elements()) {
      if (i == bands.size()) break;
      if (list == "bands") read_shared(bands[i], asset);
      read(bands[i], one);
      ++i;
    }
  }
  // Bands that stand in the properties say more of those that the asset names.
  std::unordered_multimap<std::string, SceneBand*> named;
  for (SceneBand& band : bands) named.emplace(band.name, &band);
  for (const std::string_view list : {"bands", "eo:bands"}) {
    std::unordered_set<std::string_view> seen;
    for (const json::Value one : item.find("properties").find(list).elements()) {
      const json::Value name = one.find("name");
      if (!name.is_string() || named.empty() || !seen.insert(name.string()).second) continue;
      const auto [begin, end] = named.equal_range(std::string(name.string()));
      for (auto found = begin; found != end; ++found) {
        SceneBand more;
        read(more, one);
        add_stated(more, *found->second);
        *found->second = more;
      }
    }
  }
  return bands;
}

void add_stated(SceneBand& band, const SceneBand& stated) {
  if (!stated.name.empty()) band.name = stated.name;
  if (!stated.common_name.empty()) band.common_name = stated.common_name;
  if (stated.center_wavelength) band.center_wavelength = stated.center_wavelength;
  if (stated.nodata) band.nodata = stated.nodata;
  if (stated.scale) band.scale = stated.scale;
  if (stated.offset) band.offset = stated.offset;
}

}  // namespace stacmlm::run
