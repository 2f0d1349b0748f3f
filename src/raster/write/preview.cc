// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "raster/gdal/calls.h"
#include "raster/write/draft_file.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::raster {
namespace {

/// Red, green, blue and how opaque, one plane after the other.
struct Picture {
  std::int64_t width;
  std::int64_t height;
  std::vector<std::uint8_t> planes;

  [[nodiscard]] std::size_t pixels() const { return static_cast<std::size_t>(width * height); }
};

/// The bands that are red, green and blue; or the first three; or one.
std::vector<std::size_t> shown_bands(const Info& info) {
  std::vector<std::size_t> named;
  for (const char* color : {"red", "green", "blue"}) {
    const auto found = std::ranges::find(info.bands, color, &Band::color);
    if (found != info.bands.end()) {
      named.push_back(static_cast<std::size_t>(found - info.bands.begin()));
    }
  }
  if (named.size() == 3) return named;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (info.bands[i].color != "alpha") others.push_back(i);
  }
  if (others.size() >= 3) return {others[0], others[1], others[2]};
  return {others.empty() ? 0 : others[0]};
}

/// Stretches a band to 0 to 255 between percentiles of what is valid.
void stretch(std::span<const float> values, std::span<const std::uint8_t> valid,
             std::span<std::uint8_t> to) {
  constexpr double kLow = 0.02;
  constexpr double kHigh = 0.98;
  std::vector<float> known;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (valid[i] != 0 && std::isfinite(values[i])) known.push_back(values[i]);
  }
  if (known.empty()) return;
  const auto at = [&](double part) {
    const auto place = static_cast<std::ptrdiff_t>(part * static_cast<double>(known.size() - 1));
    std::nth_element(known.begin(), known.begin() + place, known.end());
    return static_cast<double>(known[static_cast<std::size_t>(place)]);
  };
  const double low = at(kLow);
  const double high = at(kHigh);
  const double scale = high > low ? 255 / (high - low) : 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = scale == 0 ? 128 : (static_cast<double>(values[i]) - low) * scale;
    to[i] = std::isnan(value) ? 0 : static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
  }
}

void paint_classes(const std::vector<ClassColor>& colors, std::span<const float> values,
                   std::span<const std::uint8_t> valid, Picture& picture) {
  std::vector<std::array<std::uint8_t, 4>> palette(65536, {0, 0, 0, 0});
  for (const ClassColor& color : colors) palette[color.value] = color.rgba;
  const std::size_t count = picture.pixels();
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<std::size_t>(std::clamp(values[i], 0.0F, 65535.0F));
    for (std::size_t part = 0; part < 4; ++part) {
      picture.planes[part * count + i] = valid[i] != 0 ? palette[value][part] : 0;
    }
  }
}

base::Result<void> write_png(const Picture& picture, const std::string& path) {
  GdalCalls calls;
  const auto width = static_cast<int>(picture.width);
  const auto height = static_cast<int>(picture.height);
  const Dataset memory(gdal.GDALCreate(memory_driver(), "", width, height, 4, GDT_Byte, nullptr));
  if (memory == nullptr) return calls.error(base::ErrorKind::kIo, path);
  constexpr std::array kColors{GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand};
  for (int i = 0; i < 4; ++i) {
    GDALRasterBandH band = gdal.GDALGetRasterBand(memory.get(), i + 1);
    gdal.GDALSetRasterColorInterpretation(band, kColors[static_cast<std::size_t>(i)]);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): GDAL only reads from what it writes
    auto* const pixels = const_cast<std::uint8_t*>(picture.planes.data() +
                                                   static_cast<std::size_t>(i) * picture.pixels());
    if (gdal.GDALRasterIO(band, GF_Write, 0, 0, width, height, pixels, width, height, GDT_Byte, 0,
                          0) != CE_None) {
      return calls.error(base::ErrorKind::kIo, path);
    }
  }
  STACMLM_TRY(DraftFile draft, DraftFile::create(path));
  Dataset png(gdal.GDALCreateCopy(gdal.GDALGetDriverByName("PNG"), draft.name().c_str(),
                                  memory.get(), FALSE, nullptr, nullptr, nullptr));
  const bool is_written = png != nullptr;
  png.reset();
  if (!is_written || calls.failed())
    return calls.error(base::ErrorKind::kIo, path + ": writing it");
  return draft.put_in_place();
}

}  // namespace

base::Result<void> write_preview(const Raster& raster, const std::string& path, std::int64_t size) {
  const Info& info = raster.info();
  if (size < 1 || size > 65535) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: a picture of {} pixels", path, size));
  }
  const auto longest = static_cast<double>(std::max(info.grid.width, info.grid.height));
  const double scale = std::min(1.0, static_cast<double>(size) / longest);
  const auto shrunk = [&](std::int64_t length) {
    return std::max<std::int64_t>(std::llround(static_cast<double>(length) * scale), 1);
  };
  Picture picture{shrunk(info.grid.width), shrunk(info.grid.height), {}};
  const std::size_t count = picture.pixels();
  picture.planes.resize(count * 4);
  const bool has_classes = !info.colors.empty();
  const auto bands = has_classes ? std::vector<std::size_t>{0} : shown_bands(info);
  std::vector<float> values(count * bands.size());
  std::vector<std::uint8_t> valid(values.size());
  STACMLM_CHECK(raster.read_reduced(
      {0, 0, info.grid.width, info.grid.height}, bands, picture.width, picture.height,
      has_classes ? Resampling::kNearest : Resampling::kAverage, values, valid));
  if (has_classes) {
    paint_classes(info.colors, values, valid, picture);
    return write_png(picture, path);
  }
  const auto plane = [count](auto& all, std::size_t i) {
    return std::span(all).subspan(i * count, count);
  };
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t from = std::min(i, bands.size() - 1);
    stretch(plane(values, from), plane(valid, from), plane(picture.planes, i));
  }
  for (std::size_t i = 0; i < count; ++i) {
    bool is_shown = true;
    for (std::size_t band = 0; band < bands.size(); ++band) {
      is_shown = is_shown && valid[band * count + i] != 0;
    }
    picture.planes[3 * count + i] = is_shown ? 255 : 0;
  }
  return write_png(picture, path);
}

}  // namespace stacmlm::raster
