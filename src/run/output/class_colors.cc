// SPDX-License-Identifier: Apache-2.0
#include "run/output/class_colors.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace stacmlm::run {
namespace {

using Rgba = std::array<std::uint8_t, 4>;

/// Hues this far apart stay apart, however many there are.
constexpr double kGoldenTurn = 0.618033988749895;

std::optional<Rgba> read_color(std::string_view hint) {
  if (hint.size() != 6) return {};
  unsigned number = 0;
  const auto [end, error] = std::from_chars(hint.data(), hint.data() + hint.size(), number, 16);
  if (error != std::errc() || end != hint.data() + hint.size()) return {};
  return Rgba{static_cast<std::uint8_t>(number >> 16U), static_cast<std::uint8_t>(number >> 8U),
              static_cast<std::uint8_t>(number), 255};
}

Rgba color_of_hue(double hue) {
  const auto level = [hue](double shift) {
    const double at = std::abs(std::fmod(hue + shift, 1.0) * 6 - 3) - 1;
    return static_cast<std::uint8_t>(std::lround(60 + 170 * std::min(std::max(at, 0.0), 1.0)));
  };
  return {level(0), level(2.0 / 3), level(1.0 / 3), 255};
}

}  // namespace

std::vector<raster::ClassColor> class_colors(const OutputPlan& output) {
  std::vector<raster::ClassColor> colors;
  double hue = 0;
  for (const ClassPlan& one : output.classes) {
    hue = std::fmod(hue + kGoldenTurn, 1.0);
    Rgba color = read_color(one.color).value_or(color_of_hue(hue));
    if (one.nodata) color[3] = 0;
    colors.push_back({static_cast<std::uint16_t>(one.value), color});
  }
  const auto nodata = static_cast<std::uint16_t>(output.nodata);
  for (const raster::ClassColor& color : colors)
    if (color.value == nodata) return colors;
  colors.push_back({nodata, {0, 0, 0, 0}});
  return colors;
}

}  // namespace stacmlm::run
