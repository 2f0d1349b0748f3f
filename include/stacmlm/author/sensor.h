// SPDX-License-Identifier: Apache-2.0
// What is publicly known of the bands of much used sensors, each sensor once.
#pragma once

#include <span>
#include <string_view>

namespace stacmlm::author {

/// A band as the distributor of the product names it. Lengths of waves are in micrometres, those on
/// the ground in metres; 0 stands for what is not known or does not apply.
struct SensorBand {
  std::string_view name;
  std::string_view description;
  std::string_view common_name{};     ///< of eo 1.1.0; empty: none fits
  std::string_view common_name_v2{};  ///< of eo 2.0.0, where that has a narrower one
  double center_wavelength = 0;
  double full_width_half_max = 0;
  double gsd = 0;         ///< ground sample distance of the sensor
  double pixel_size = 0;  ///< of the product, where it is another
};

/// A product of a sensor. Bands stand in the order of the product.
struct Sensor {
  std::string_view name;  ///< `sentinel-2-l2a`
  std::string_view title;
  std::string_view platform{};       ///< common metadata of STAC; empty: there are several
  std::string_view constellation{};  ///< ... or it is none
  std::span<const std::string_view> instruments{};
  std::span<const SensorBand> bands;
};

/// All of them.
std::span<const Sensor> sensors();

/// The sensor of that name, or null.
const Sensor* find_sensor(std::string_view name);

/// The band of that name, or the only one with that common name; or null.
const SensorBand* find_band(const Sensor& sensor, std::string_view name_or_common_name);

}  // namespace stacmlm::author
