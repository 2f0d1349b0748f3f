// SPDX-License-Identifier: Apache-2.0
#include "author/card/spectrum.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "author/card/escape.h"
#include "author/card/tensor_glyph.h"
#include "diag/visible.h"

namespace stacmlm::author {
namespace {

constexpr double kWidth = 640;
constexpr double kMargin = 14;
constexpr double kBandTop = 18;  // beneath one row of names; further rows stand above
constexpr double kBandHeight = 26;
constexpr double kRowHeight = 12;
constexpr std::size_t kMostBands = 60;
// Micrometres; radar would leave no room for the others.
constexpr double kLeast = 0.01;
constexpr double kGreatest = 1000;

struct Band {
  std::string name;
  std::string color;
  double center;
  double width;
};

double number_in(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && std::isfinite(number) ? number : 0;
}

std::vector<Band> bands_of(const TensorCard& tensor) {
  std::vector<Band> bands;
  for (const ChannelRow& row : tensor.channels) {
    const double center = number_in(row.wavelength);
    if (center < kLeast || center > kGreatest || bands.size() == kMostBands) continue;
    const double width = number_in(row.full_width);
    bands.push_back({row.name, band_color(row, 0), center,
                     width > 0 && width < center ? width : center * 0.03});
  }
  std::ranges::sort(bands, {}, &Band::center);
  return bands;
}

/// Logarithmic, so that visible light has room beside the thermal infrared.
class Axis {
 public:
  Axis(double least, double greatest)
      : least_(std::log(least)), span_(std::log(greatest) - least_) {}
  [[nodiscard]] double at(double micrometres) const {
    return kMargin + (std::log(micrometres) - least_) / span_ * (kWidth - 2 * kMargin);
  }

 private:
  double least_;
  double span_;
};

std::string ticks(const Axis& axis, double least, double greatest) {
  constexpr std::array<double, 14> kTicks = {0.4, 0.5, 0.6, 0.7, 0.8, 1.0,  1.2,
                                             1.6, 2.0, 2.5, 4.0, 6.0, 10.0, 15.0};
  constexpr double kY = kBandTop + kBandHeight;
  std::string out =
      fmt::format("<path d=\"M{} {}H{}\" class=\"axis\"/>", kMargin, kY, kWidth - kMargin);
  double free_from = 0;
  for (const double tick : kTicks) {
    if (tick < least || tick > greatest) continue;
    const double x = axis.at(tick);
    out += fmt::format("<path d=\"M{:.1f} {}v5\" class=\"axis\"/>", x, kY);
    if (x < free_from) continue;
    free_from = x + 34;
    out +=
        fmt::format("<text x=\"{:.1f}\" y=\"{}\" class=\"tick\" text-anchor=\"middle\">{}</text>",
                    x, kY + 17, tick);
  }
  return out + fmt::format("<text x=\"{}\" y=\"{}\" class=\"tick\" text-anchor=\"end\">µm</text>",
                           kWidth - 1, kY + 17);
}

/// The names above the bands, in as many rows as they need; `rows` tells how many.
std::string names(const std::vector<Band>& bands, const Axis& axis, std::size_t& rows) {
  std::array<double, 4> free_from{};
  std::string out;
  for (const Band& band : bands) {
    const std::string text = diag::shortened(one_line(band.name), 12);
    const double half = static_cast<double>(diag::width_of(text)) * 3.3 + 2;
    const double x = std::clamp(axis.at(band.center), half, kWidth - half);
    const auto row = std::ranges::find_if(free_from, [&](double from) { return x - half >= from; });
    if (row == free_from.end()) continue;
    *row = x + half + 3;
    rows = std::max(rows, static_cast<std::size_t>(row - free_from.begin()) + 1);
    const double y = kBandTop - 5 - kRowHeight * static_cast<double>(row - free_from.begin());
    out += fmt::format(
        "<path d=\"M{0:.1f} {1:.1f}V{2}\" class=\"lead\"/><text x=\"{0:.1f}\" y=\"{1:.1f}\" "
        "class=\"band\" text-anchor=\"middle\">{3}</text>",
        x, y, kBandTop, html_text(text));
  }
  return out;
}

}  // namespace

std::string spectrum(const TensorCard& tensor) {
  const std::vector<Band> bands = bands_of(tensor);
  if (bands.size() < 2) return {};
  double least = 0.4;
  double greatest = 1.0;
  for (const Band& band : bands) {
    least = std::min(least, band.center - band.width);
    greatest = std::max(greatest, (band.center + band.width) * 1.1);
  }
  least = std::max(least, kLeast / 2);
  const Axis axis(least, greatest);
  std::string out;
  for (const Band& band : bands) {
    const double from = axis.at(std::max(band.center - band.width / 2, least));
    const double to = axis.at(band.center + band.width / 2);
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" rx=\"2\" fill=\"{}\" "
        "class=\"passband\"/>",
        from, kBandTop, std::max(3.0, to - from), kBandHeight, band.color);
  }
  std::size_t rows = 1;
  out += names(bands, axis, rows) + ticks(axis, least, greatest);
  const double top = -kRowHeight * static_cast<double>(rows - 1);
  return fmt::format(
      "<svg viewBox=\"0 {} {} {}\" class=\"spectrum\" role=\"img\" aria-label=\"{} bands along "
      "the spectrum; the table below has their wavelengths\">{}</svg>\n",
      top, kWidth, kBandTop + kBandHeight + 22 - top, bands.size(), out);
}

}  // namespace stacmlm::author
