// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "stacmlm/author/sensor.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::author {
namespace {

bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, word) != words.end();
}

TEST(Sensors, NamesStandOnce) {
  std::set<std::string_view> names;
  for (const Sensor& sensor : sensors()) {
    EXPECT_TRUE(names.insert(sensor.name).second) << sensor.name;
    EXPECT_EQ(find_sensor(sensor.name), &sensor);
    EXPECT_FALSE(sensor.title.empty());
    std::set<std::string_view> bands;
    for (const SensorBand& band : sensor.bands) {
      EXPECT_TRUE(bands.insert(band.name).second) << band.name;
      EXPECT_EQ(find_band(sensor, band.name), &band);
    }
    EXPECT_FALSE(bands.empty());
  }
  EXPECT_EQ(find_sensor("sentinel-2"), nullptr);
}

TEST(Sensors, CommonNamesAreThoseOfTheExtension) {
  for (const Sensor& sensor : sensors()) {
    for (const SensorBand& band : sensor.bands) {
      const bool is_known = is_one_of(band.common_name, stac::kCommonNamesV1);
      EXPECT_TRUE(band.common_name.empty() || is_known) << band.name;
      if (band.common_name_v2.empty()) continue;
      EXPECT_TRUE(is_one_of(band.common_name_v2, stac::kCommonNames)) << band.name;
      // The narrower name begins with the other.
      EXPECT_TRUE(band.common_name_v2.starts_with(band.common_name)) << band.name;
    }
  }
}

/// Roughly what eo says of each name, in micrometres.
struct Range {
  std::string_view common_name;
  double low;
  double high;
};
constexpr Range kRanges[] = {
    {"coastal", 0.40, 0.45}, {"blue", 0.45, 0.53},   {"green", 0.50, 0.60},
    {"yellow", 0.58, 0.62},  {"red", 0.60, 0.70},    {"rededge", 0.70, 0.79},
    {"nir", 0.75, 1.00},     {"nir08", 0.75, 0.90},  {"nir09", 0.85, 1.05},
    {"cirrus", 1.35, 1.40},  {"swir16", 1.55, 1.75}, {"swir22", 2.10, 2.30},
    {"lwir11", 10.5, 11.5},
};

TEST(Sensors, WavelengthsLieWhereTheCommonNameSays) {
  for (const Sensor& sensor : sensors()) {
    for (const SensorBand& band : sensor.bands) {
      const auto* const range = std::ranges::find(kRanges, band.common_name, &Range::common_name);
      if (band.common_name.empty() || band.center_wavelength == 0) continue;
      ASSERT_NE(range, std::end(kRanges)) << band.common_name;
      EXPECT_GE(band.center_wavelength, range->low) << sensor.name << " " << band.name;
      EXPECT_LE(band.center_wavelength, range->high) << sensor.name << " " << band.name;
    }
  }
}

TEST(Sensors, LengthsArePlausible) {
  for (const Sensor& sensor : sensors()) {
    for (const SensorBand& band : sensor.bands) {
      EXPECT_GT(band.gsd, 0) << band.name;
      EXPECT_LE(band.gsd, 1000) << band.name;
      EXPECT_GE(band.full_width_half_max, 0);
      EXPECT_LE(band.full_width_half_max, 0.6);
      EXPECT_LE(band.full_width_half_max, band.center_wavelength) << band.name;
    }
  }
}

/// Spectral bands of the first sensors stand by wavelength; Sentinel-2's B8A stands behind B08.
TEST(Sensors, BandsOfSatellitesStandByWavelength) {
  for (const std::string_view name :
       {"sentinel-2-l1c", "sentinel-2-l2a", "landsat-8-c2-l2", "planetscope-4", "planetscope-8"}) {
    EXPECT_TRUE(
        std::ranges::is_sorted(find_sensor(name)->bands, {}, &SensorBand::center_wavelength))
        << name;
  }
}

TEST(Sensors, HaveTheirNumbersOfBands) {
  const auto count = [](std::string_view name) { return find_sensor(name)->bands.size(); };
  EXPECT_EQ(count("sentinel-2-l1c"), 13U);
  EXPECT_EQ(count("sentinel-2-l2a"), 12U);
  EXPECT_EQ(count("sentinel-1-grd"), 4U);
  EXPECT_EQ(count("landsat-8-c2-l2"), 8U);
  EXPECT_EQ(count("naip"), 4U);
  EXPECT_EQ(count("planetscope-4"), 4U);
  EXPECT_EQ(count("planetscope-8"), 8U);
  EXPECT_EQ(count("modis"), 7U);
  EXPECT_EQ(find_band(*find_sensor("sentinel-2-l2a"), "B10"), nullptr);
  EXPECT_EQ(find_sensor("landsat-8-c2-l2")->bands.data(),
            find_sensor("landsat-9-c2-l2")->bands.data());
}

TEST(Sensors, ABandIsFoundByACommonNameThatIsItsOwn) {
  const Sensor& sensor = *find_sensor("sentinel-2-l2a");
  EXPECT_EQ(find_band(sensor, "red")->name, "B04");
  EXPECT_EQ(find_band(sensor, "rededge"), nullptr);
  EXPECT_EQ(find_band(sensor, "rededge075")->name, "B06");
  EXPECT_EQ(find_band(sensor, ""), nullptr);
  EXPECT_EQ(find_band(*find_sensor("sentinel-1-grd"), ""), nullptr);
}

}  // namespace
}  // namespace stacmlm::author
