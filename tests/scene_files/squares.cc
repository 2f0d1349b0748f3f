// SPDX-License-Identifier: Apache-2.0
#include "scene_files/squares.h"

#include <algorithm>
#include <span>

#include "stacmlm/raster/writer.h"

namespace stacmlm::scene_files {
namespace {

constexpr std::int64_t kPitch = 19;
constexpr std::int64_t kJitter = 11;
constexpr std::int64_t kCorner = 30;
constexpr std::uint16_t kPlain = 1000;
constexpr std::uint16_t kBright = 3000;
constexpr std::uint16_t kDark = 200;

}  // namespace

std::vector<Square> squares_of(std::int64_t width, std::int64_t height) {
  std::vector<Square> squares;
  for (std::int64_t row = 0; row * kPitch < height; ++row) {
    for (std::int64_t column = 0; column * kPitch < width; ++column) {
      const std::int64_t left = column * kPitch + (row * 5 + column * 3) % kJitter;
      const std::int64_t top = row * kPitch + (row * 2 + column * 7) % kJitter;
      const bool is_inside = left + kSquareSide <= width && top + kSquareSide <= height;
      if (!is_inside || left + top < kCorner) continue;
      squares.push_back({left, top, (row + column) % 3 == 0, (row + 2 * column) % 4 == 1});
    }
  }
  return squares;
}

base::Result<void> write_squares(const std::string& path, std::int64_t width, std::int64_t height) {
  raster::OutputInfo info;
  STACMLM_TRY(info.grid, raster::make_grid(32632, {600000, 5100000}, 0.5, width, height));
  info.type = raster::PixelType::kUInt16;
  raster::OutputBand& band = info.bands.emplace_back();
  band.name = "brightness";
  band.nodata = 0;
  std::vector<std::uint16_t> pixels(static_cast<std::size_t>(width * height), kPlain);
  const auto at = [&](std::int64_t x, std::int64_t y) -> std::uint16_t& {
    return pixels[static_cast<std::size_t>(y * width + x)];
  };
  for (const Square& square : squares_of(width, height)) {
    for (std::int64_t y = 0; y < kSquareSide; ++y)
      for (std::int64_t x = 0; x < kSquareSide; ++x)
        at(square.left + x, square.top + y) = square.is_dark ? kDark : kBright;
    if (square.has_hole) at(square.left + kSquareSide / 2, square.top + kSquareSide / 2) = kPlain;
  }
  for (std::int64_t y = 0; y < std::min(height, kCorner); ++y)
    for (std::int64_t x = 0; x < std::min(width, kCorner - y); ++x) at(x, y) = 0;
  STACMLM_TRY(const auto writer, raster::create(path, info));
  STACMLM_CHECK(writer->write({0, 0, width, height}, std::span<const std::uint16_t>(pixels)));
  STACMLM_TRY(const raster::Written written, writer->finish());
  static_cast<void>(written);
  return {};
}

}  // namespace stacmlm::scene_files
