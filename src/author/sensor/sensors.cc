// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>

#include "stacmlm/author/sensor.h"

namespace stacmlm::author {
namespace {

// ESA's numbers for Sentinel-2A; those of 2B and 2C are at most 17 nm away.
constexpr std::array<SensorBand, 13> kSentinel2 = {{
    {"B01", "Coastal aerosol", "coastal", "", 0.4427, 0.021, 60},
    {"B02", "Blue", "blue", "", 0.4924, 0.066, 10},
    {"B03", "Green", "green", "", 0.5598, 0.036, 10},
    {"B04", "Red", "red", "", 0.6646, 0.031, 10},
    {"B05", "Red edge 1", "rededge", "rededge071", 0.7041, 0.015, 20},
    {"B06", "Red edge 2", "rededge", "rededge075", 0.7405, 0.015, 20},
    {"B07", "Red edge 3", "rededge", "rededge078", 0.7828, 0.02, 20},
    {"B08", "Near infrared", "nir", "", 0.8328, 0.106, 10},
    {"B8A", "Near infrared, narrow", "nir08", "", 0.8647, 0.021, 20},
    {"B09", "Water vapour", "nir09", "", 0.9451, 0.02, 60},
    {"B10", "Cirrus", "cirrus", "", 1.3735, 0.031, 60},
    {"B11", "Short-wave infrared 1", "swir16", "", 1.6137, 0.091, 20},
    {"B12", "Short-wave infrared 2", "swir22", "", 2.2024, 0.175, 20},
}};

/// Surface reflectance has no band for cirrus, which is above the atmosphere that it corrects.
constexpr auto without_cirrus() {
  std::array<SensorBand, kSentinel2.size() - 1> bands{};
  std::ranges::copy_if(kSentinel2, bands.begin(),
                       [](const SensorBand& band) { return band.name != "B10"; });
  return bands;
}
constexpr auto kSentinel2L2a = without_cirrus();

// Interferometric Wide swath in high resolution.
constexpr std::array<SensorBand, 4> kSentinel1 = {{
    {"VV", "Sent and received vertically", "", "", 0, 0, 10},
    {"VH", "Sent vertically, received horizontally", "", "", 0, 0, 10},
    {"HH", "Sent and received horizontally", "", "", 0, 0, 10},
    {"HV", "Sent horizontally, received vertically", "", "", 0, 0, 10},
}};

// Landsat 8's numbers, rounded to a nanometre; those of Landsat 9 are nearly the same.
constexpr std::array<SensorBand, 8> kLandsat = {{
    {"SR_B1", "Coastal aerosol", "coastal", "", 0.443, 0.016, 30},
    {"SR_B2", "Blue", "blue", "", 0.482, 0.06, 30},
    {"SR_B3", "Green", "green", "", 0.561, 0.057, 30},
    {"SR_B4", "Red", "red", "", 0.655, 0.037, 30},
    {"SR_B5", "Near infrared", "nir08", "", 0.865, 0.028, 30},
    {"SR_B6", "Short-wave infrared 1", "swir16", "", 1.609, 0.085, 30},
    {"SR_B7", "Short-wave infrared 2", "swir22", "", 2.201, 0.187, 30},
    {"ST_B10", "Surface temperature", "lwir11", "", 10.895, 0.59, 100, 30},
}};

// Flown with cameras of several makers, so that no wavelengths hold for all. 0.6 m since 2018.
constexpr std::array<SensorBand, 4> kNaip = {{
    {"red", "Red", "red", "", 0, 0, 0.6},
    {"green", "Green", "green", "", 0, 0, 0.6},
    {"blue", "Blue", "blue", "", 0, 0, 0.6},
    {"nir", "Near infrared", "nir", "", 0, 0, 0.6},
}};

// The first generation (PS2): the middle of each range.
constexpr std::array<SensorBand, 4> kPlanetScope4 = {{
    {"blue", "Blue, 455 to 515 nm", "blue", "", 0.485, 0, 3},
    {"green", "Green, 500 to 590 nm", "green", "", 0.545, 0, 3},
    {"red", "Red, 590 to 670 nm", "red", "", 0.63, 0, 3},
    {"nir", "Near infrared, 780 to 860 nm", "nir", "", 0.82, 0, 3},
}};

// SuperDove (PSB.SD).
constexpr std::array<SensorBand, 8> kPlanetScope8 = {{
    {"coastal_blue", "Coastal blue, 431 to 452 nm", "coastal", "", 0.443, 0.02, 3},
    {"blue", "Blue, 465 to 515 nm", "blue", "", 0.49, 0.05, 3},
    {"green_i", "Green I, 513 to 549 nm", "green", "green05", 0.531, 0.036, 3},
    {"green", "Green II, 547 to 583 nm", "green", "", 0.565, 0.036, 3},
    {"yellow", "Yellow, 600 to 620 nm", "yellow", "", 0.61, 0.02, 3},
    {"red", "Red, 650 to 680 nm", "red", "", 0.665, 0.031, 3},
    {"rededge", "Red edge, 697 to 713 nm", "rededge", "rededge071", 0.705, 0.015, 3},
    {"nir", "Near infrared, 845 to 885 nm", "nir", "", 0.865, 0.04, 3},
}};

// The seven bands of land products, as the surface reflectance products (MOD09, MYD09) name them.
constexpr std::array<SensorBand, 7> kModis = {{
    {"sur_refl_b01", "Band 1, 620 to 670 nm", "red", "", 0.645, 0.05, 250},
    {"sur_refl_b02", "Band 2, 841 to 876 nm", "nir", "", 0.8585, 0.035, 250},
    {"sur_refl_b03", "Band 3, 459 to 479 nm", "blue", "", 0.469, 0.02, 500},
    {"sur_refl_b04", "Band 4, 545 to 565 nm", "green", "", 0.555, 0.02, 500},
    {"sur_refl_b05", "Band 5, 1230 to 1250 nm", "", "", 1.24, 0.02, 500},
    {"sur_refl_b06", "Band 6, 1628 to 1652 nm", "swir16", "", 1.64, 0.024, 500},
    {"sur_refl_b07", "Band 7, 2105 to 2155 nm", "swir22", "", 2.13, 0.05, 500},
}};

constexpr std::array<std::string_view, 1> kMsi = {"msi"};
constexpr std::array<std::string_view, 1> kCSar = {"c-sar"};
constexpr std::array<std::string_view, 2> kOliTirs = {"oli", "tirs"};
constexpr std::array<std::string_view, 1> kModisInstrument = {"modis"};

constexpr std::array<Sensor, 9> kSensors = {{
    {"sentinel-2-l1c", "Sentinel-2 L1C, top of atmosphere", "", "sentinel-2", kMsi, kSentinel2},
    {"sentinel-2-l2a", "Sentinel-2 L2A, surface reflectance", "", "sentinel-2", kMsi,
     kSentinel2L2a},
    {"sentinel-1-grd", "Sentinel-1 GRD, IW, high resolution", "", "sentinel-1", kCSar, kSentinel1},
    {"landsat-8-c2-l2", "Landsat 8 Collection 2 Level 2", "landsat-8", "", kOliTirs, kLandsat},
    {"landsat-9-c2-l2", "Landsat 9 Collection 2 Level 2", "landsat-9", "", kOliTirs, kLandsat},
    {"naip", "NAIP, aerial photographs of the USA", "", "", {}, kNaip},
    {"planetscope-4", "PlanetScope, four bands (PS2)", "", "planetscope", {}, kPlanetScope4},
    {"planetscope-8", "PlanetScope, eight bands (PSB.SD)", "", "planetscope", {}, kPlanetScope8},
    {"modis", "MODIS, surface reflectance of land", "", "", kModisInstrument, kModis},
}};

}  // namespace

std::span<const Sensor> sensors() { return kSensors; }

const Sensor* find_sensor(std::string_view name) {
  const auto* const found = std::ranges::find(kSensors, name, &Sensor::name);
  return found == kSensors.end() ? nullptr : found;
}

const SensorBand* find_band(const Sensor& sensor, std::string_view name_or_common_name) {
  const SensorBand* common = nullptr;
  std::size_t count = 0;
  for (const SensorBand& band : sensor.bands) {
    if (band.name == name_or_common_name) return &band;
    const bool is_common =
        !name_or_common_name.empty() &&
        (band.common_name == name_or_common_name || band.common_name_v2 == name_or_common_name);
    if (is_common && ++count == 1) common = &band;
  }
  return count == 1 ? common : nullptr;
}

}  // namespace stacmlm::author
