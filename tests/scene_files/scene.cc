// SPDX-License-Identifier: Apache-2.0
#include "scene_files/scene.h"

#include <span>
#include <vector>

#include "stacmlm/raster/writer.h"

namespace stacmlm::scene_files {
namespace {

constexpr const char* kNames[kBands] = {"B02", "B03", "B04", "B08"};
constexpr std::int64_t kCorner = 20;

}  // namespace

std::uint16_t value_at(int band, std::int64_t x, std::int64_t y) {
  if (x + y < kCorner) return 0;
  const std::int64_t field = (x / 37) * (y / 29);
  switch (band) {
    case 0:
      return static_cast<std::uint16_t>(300 + (x * 3 + y) % 200);
    case 1:
      return static_cast<std::uint16_t>(400 + (x + y * 3) % 300);
    case 2:
      return static_cast<std::uint16_t>(500 + (x * 7 + y * 13) % 900);
    default:
      return static_cast<std::uint16_t>(600 + (x * 11 + y * 5 + field * 101) % 4000);
  }
}

base::Result<void> write_scene(const std::string& path, std::int64_t width, std::int64_t height) {
  raster::OutputInfo info;
  STACMLM_TRY(info.grid, raster::make_grid(32632, {600000, 5100000}, 10, width, height));
  info.type = raster::PixelType::kUInt16;
  for (const char* name : kNames) {
    raster::OutputBand& band = info.bands.emplace_back();
    band.name = name;
    band.nodata = 0;
  }
  STACMLM_TRY(const auto writer, raster::create(path, info));
  std::vector<std::uint16_t> pixels;
  for (int band = 0; band < kBands; ++band) {
    for (std::int64_t y = 0; y < height; ++y) {
      for (std::int64_t x = 0; x < width; ++x) pixels.push_back(value_at(band, x, y));
    }
  }
  STACMLM_CHECK(writer->write({0, 0, width, height}, std::span<const std::uint16_t>(pixels)));
  STACMLM_TRY(const raster::Written written, writer->finish());
  static_cast<void>(written);
  return {};
}

}  // namespace stacmlm::scene_files
