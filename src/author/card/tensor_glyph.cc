// SPDX-License-Identifier: Apache-2.0
#include "author/card/tensor_glyph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::author {
namespace {

struct Stop {
  double micrometres;
  int red, green, blue;
};
constexpr std::array<Stop, 17> kStops = {{{0.40, 0x6A, 0x5A, 0xC8},
                                          {0.443, 0x4A, 0x63, 0xCF},
                                          {0.49, 0x2F, 0x7F, 0xD0},
                                          {0.52, 0x2A, 0x9A, 0x9A},
                                          {0.56, 0x3A, 0xA0, 0x5A},
                                          {0.59, 0xC2, 0xB0, 0x3C},
                                          {0.62, 0xDD, 0x8A, 0x36},
                                          {0.665, 0xD0, 0x4A, 0x42},
                                          {0.705, 0xB6, 0x38, 0x52},
                                          {0.74, 0x9F, 0x34, 0x62},
                                          {0.783, 0x8A, 0x36, 0x70},
                                          {0.84, 0x75, 0x3D, 0x7F},
                                          {0.95, 0x62, 0x4A, 0x88},
                                          {1.37, 0x6A, 0x78, 0x90},
                                          {1.61, 0xB3, 0x7C, 0x45},
                                          {2.2, 0x8C, 0x5E, 0x3C},
                                          {11.0, 0x6B, 0x4E, 0x4A}}};
constexpr std::array<std::string_view, 6> kMuted = {"#7388a0", "#5f9c94", "#b89b62",
                                                    "#9a7796", "#7f9a68", "#b2786a"};

struct CommonName {
  std::string_view name;
  double micrometres;
};
constexpr std::array<CommonName, stac::kCommonNames.size()> kCommonNames = {
    {{"coastal", 0.443},   {"blue", 0.48},        {"green", 0.56},   {"green05", 0.53},
     {"yellow", 0.6},      {"red", 0.66},         {"rededge", 0.72}, {"rededge071", 0.705},
     {"rededge075", 0.74}, {"rededge078", 0.783}, {"nir", 0.83},     {"nir08", 0.865},
     {"nir09", 0.945},     {"cirrus", 1.375},     {"swir16", 1.61},  {"swir22", 2.2},
     {"lwir", 11},         {"lwir11", 10.9},      {"lwir12", 12},    {"pan", 0.59}}};
static_assert(std::ranges::all_of(kCommonNames,
                                  [](const CommonName& common) {
                                    return std::ranges::find(stac::kCommonNames, common.name) !=
                                           stac::kCommonNames.end();
                                  }),
              "a word that is no common name");

std::string color_at(double micrometres) {
  if (micrometres <= kStops.front().micrometres) micrometres = kStops.front().micrometres;
  if (micrometres >= kStops.back().micrometres) micrometres = kStops.back().micrometres;
  const auto above = std::ranges::lower_bound(kStops, micrometres, {}, &Stop::micrometres);
  const Stop& to = *above;
  const Stop& from = above == kStops.begin() ? to : *(above - 1);
  const double span = to.micrometres - from.micrometres;
  const double part = span > 0 ? (micrometres - from.micrometres) / span : 0;
  const auto mixed = [&](int a, int b) {
    return static_cast<int>(std::lround(a + (b - a) * part));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", mixed(from.red, to.red), mixed(from.green, to.green),
                     mixed(from.blue, to.blue));
}

// A picture of more sheets or cells says no more.
constexpr std::size_t kMostSheets = 13;

/// The size behind a dimension's name, `bands 11`; 0 if it is free.
std::size_t size_in(std::string_view dimension) {
  const std::string_view digits = dimension.substr(dimension.rfind(' ') + 1);
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  return error == std::errc() && end == digits.data() + digits.size() ? size : 0;
}

bool is_space(std::string_view dimension) {
  constexpr std::array<std::string_view, 10> kSpace = {"height",    "width", "x",   "y", "latitude",
                                                       "longitude", "lat",   "lon", "h", "w"};
  const std::string_view name = dimension.substr(0, dimension.find(' '));
  const bool is_size = !name.empty() && name.front() >= '0' && name.front() <= '9';
  return is_size || std::ranges::find(kSpace, name) != kSpace.end();
}

bool is_channel(std::string_view dimension) {
  constexpr std::array<std::string_view, 5> kChannels = {"bands", "variables", "channel", "class",
                                                         "embedding"};
  return std::ranges::find(kChannels, dimension.substr(0, dimension.find(' '))) != kChannels.end();
}

/// One colour for each sheet or cell. Classes have theirs only where each has a sheet.
std::vector<std::string> colors_of(const TensorCard& tensor) {
  std::size_t size = tensor.channels.size();
  for (const std::string& dimension : tensor.dimensions) {
    if (is_channel(dimension) && size_in(dimension) > 0) size = size_in(dimension);
  }
  const bool are_classes = tensor.channels.empty() && tensor.classes.size() == size;
  std::vector<std::string> colors;
  for (std::size_t i = 0; i < std::clamp<std::size_t>(size, 1, kMostSheets); ++i) {
    std::string color = are_classes && size > 0 ? class_color(tensor.classes[i]) : std::string();
    if (i < tensor.channels.size()) color = band_color(tensor.channels[i], i);
    const std::size_t muted = tensor.channels.empty() && !are_classes ? 0 : i;
    colors.push_back(color.empty() ? std::string(kMuted[muted % kMuted.size()]) : color);
  }
  return colors;
}

std::string sheets(const std::vector<std::string>& colors) {
  constexpr double kSide = 44;
  constexpr double kMostSpread = 60;
  const auto last = static_cast<double>(colors.size() - 1);
  const double step = last > 0 ? std::min(7.0, kMostSpread / last) : 0;
  std::string out;
  for (std::size_t i = colors.size(); i-- > 0;) {  // the first band is in front
    const double x = static_cast<double>(i) * step;
    const double y = 24 - static_cast<double>(i) * step * 0.38;
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{}\" "
        "class=\"sheet\"/>",
        x, y, kSide, kSide, colors[i]);
  }
  for (const double at : {kSide / 4, kSide / 2, kSide * 3 / 4}) {
    out += fmt::format("<path d=\"M{:.1f} 25v{:.1f}M1 {:.1f}h{:.1f}\" class=\"pixels\"/>", at,
                       kSide - 2, 24 + at, kSide - 2);
  }
  return out;
}

std::string cells(const std::vector<std::string>& colors) {
  constexpr double kWidth = 110;
  const double step = std::min(18.0, kWidth / static_cast<double>(colors.size()));
  std::string out;
  for (std::size_t i = 0; i < colors.size(); ++i) {
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"36\" width=\"{:.1f}\" height=\"20\" rx=\"3\" fill=\"{}\" "
        "class=\"sheet\"/>",
        static_cast<double>(i) * step, step - 1, colors[i]);
  }
  return out;
}

}  // namespace

double wavelength_of(const ChannelRow& band) {
  double micrometres = 0;
  const std::string& text = band.wavelength;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), micrometres);
  if (error == std::errc() && std::isfinite(micrometres) && micrometres > 0) return micrometres;
  const auto named = std::ranges::find(
      kCommonNames, band.common_name.empty() ? band.name : band.common_name, &CommonName::name);
  return named == kCommonNames.end() ? 0 : named->micrometres;
}

std::string band_color(const ChannelRow& band, std::size_t index) {
  const double micrometres = wavelength_of(band);
  return micrometres > 0 ? color_at(micrometres) : std::string(kMuted[index % kMuted.size()]);
}

std::string class_color(const ClassRow& row) {
  const bool is_color =
      row.color.size() == 6 && std::ranges::all_of(row.color, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      });
  return is_color ? "#" + row.color : std::string();
}

std::string tensor_glyph(const TensorCard& tensor) {
  const auto space = std::ranges::count_if(tensor.dimensions, is_space);
  return space >= 2 ? sheets(colors_of(tensor)) : cells(colors_of(tensor));
}

}  // namespace stacmlm::author
