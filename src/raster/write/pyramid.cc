// SPDX-License-Identifier: Apache-2.0
#include "raster/write/pyramid.h"

#include <algorithm>

#include "raster/gdal/types.h"
#include "raster/write/cog.h"

namespace stacmlm::raster {
namespace {

constexpr std::int64_t kHalf = kBlock / 2;

std::int64_t half_of(std::int64_t size) { return (size + 1) / 2; }
std::int64_t blocks_of(std::int64_t size) { return (size + kBlock - 1) / kBlock; }

}  // namespace

/// Blocks of the level below that a block covers: four, or fewer at the right and lower edges.
int Pyramid::quarters_of(std::size_t level, std::int64_t across, std::int64_t down) const {
  const Level& below = levels_[level - 1];
  const std::int64_t columns = std::min<std::int64_t>(2, blocks_of(below.width) - 2 * across);
  const std::int64_t rows = std::min<std::int64_t>(2, blocks_of(below.height) - 2 * down);
  return static_cast<int>(columns * rows);
}

void Pyramid::add_level(std::int64_t width, std::int64_t height) {
  Level level{width, height, blocks_of(width), {}, {}};
  if (!levels_.empty())
    level.done.resize(static_cast<std::size_t>(level.across * blocks_of(height)));
  levels_.push_back(std::move(level));
}

base::Result<Pyramid> Pyramid::create(GDALDatasetH work, const std::string& path,
                                      const OutputInfo& info, GdalCalls& calls) {
  Pyramid made;
  made.path_ = path;
  made.type_ = info.type;
  made.how_ = info.overviews;
  made.nodata_ = info.bands.front().nodata;
  std::vector<int> factors;
  std::int64_t width = info.grid.width;
  std::int64_t height = info.grid.height;
  made.add_level(width, height);
  for (int factor = 2; std::max(width, height) > kBlock; factor *= 2) {
    factors.push_back(factor);
    width = half_of(width);
    height = half_of(height);
    made.add_level(width, height);
  }
  if (factors.empty()) return made;
  // NONE: they are there, and empty.
  const auto built = gdal.GDALBuildOverviews(work, "NONE", static_cast<int>(factors.size()),
                                             factors.data(), 0, nullptr, nullptr, nullptr);
  if (built != CE_None || calls.failed())
    return calls.error(base::ErrorKind::kIo, path + ": writing it");
  for (std::size_t level = 1; level < made.levels_.size(); ++level) {
    for (std::size_t band = 1; band <= info.bands.size(); ++band) {
      GDALRasterBandH file = gdal.GDALGetRasterBand(work, static_cast<int>(band));
      GDALRasterBandH one = gdal.GDALGetOverview(file, static_cast<int>(level) - 1);
      const bool is_there = one != nullptr &&
                            gdal.GDALGetRasterBandXSize(one) == made.levels_[level].width &&
                            gdal.GDALGetRasterBandYSize(one) == made.levels_[level].height;
      if (!is_there) return calls.error(base::ErrorKind::kIo, path + ": adding overviews to it");
      made.levels_[level].bands.push_back(one);
    }
  }
  return made;
}

base::Result<void> Pyramid::add(std::int64_t across, std::int64_t down, const std::byte* pixels,
                                GdalCalls& calls) {
  return levels_.size() == 1 ? base::Result<void>() : reduce(0, across, down, pixels, calls);
}

/// Makes a block's quarter of one in the level above, and goes on there when that is full.
base::Result<void> Pyramid::reduce(std::size_t level, std::int64_t across, std::int64_t down,
                                   const std::byte* pixels, GdalCalls& calls) {
  const Level& from = levels_[level];
  Level& to = levels_[level + 1];
  const std::int64_t width = std::min(kBlock, from.width - across * kBlock);
  const std::int64_t height = std::min(kBlock, from.height - down * kBlock);
  const std::int64_t out_width = half_of(width);
  const std::size_t size = size_of(type_);
  std::vector<std::byte> made(static_cast<std::size_t>(out_width * half_of(height)) * size);
  for (std::size_t i = 0; i < to.bands.size(); ++i) {
    halve(type_, how_, nodata_, pixels + i * static_cast<std::size_t>(kBlock * kBlock) * size,
          width, height, kBlock, made.data());
    const auto done = gdal.GDALRasterIO(
        to.bands[i], GF_Write, static_cast<int>(across * kHalf), static_cast<int>(down * kHalf),
        static_cast<int>(out_width), static_cast<int>(half_of(height)), made.data(),
        static_cast<int>(out_width), static_cast<int>(half_of(height)), gdal_type_of(type_), 0, 0);
    if (done != CE_None || calls.failed())
      return calls.error(base::ErrorKind::kIo, path_ + ": writing it");
  }
  std::uint8_t& done = to.done[static_cast<std::size_t>(down / 2 * to.across + across / 2)];
  if (++done < quarters_of(level + 1, across / 2, down / 2)) return {};
  return go_up(level + 1, across / 2, down / 2, calls);
}

/// From a block that is full to the level above.
base::Result<void> Pyramid::go_up(std::size_t level, std::int64_t across, std::int64_t down,
                                  GdalCalls& calls) {
  const Level& from = levels_[level];
  if (level + 1 == levels_.size()) return {};
  const std::size_t size = size_of(type_);
  const auto block = static_cast<std::size_t>(kBlock * kBlock) * size;
  std::vector<std::byte> pixels(block * from.bands.size());
  const auto width = static_cast<int>(std::min(kBlock, from.width - across * kBlock));
  const auto height = static_cast<int>(std::min(kBlock, from.height - down * kBlock));
  for (std::size_t i = 0; i < from.bands.size(); ++i) {
    const auto done = gdal.GDALRasterIO(
        from.bands[i], GF_Read, static_cast<int>(across * kBlock), static_cast<int>(down * kBlock),
        width, height, pixels.data() + i * block, width, height, gdal_type_of(type_),
        static_cast<int>(size), static_cast<int>(size * kBlock));
    if (done != CE_None || calls.failed())
      return calls.error(base::ErrorKind::kIo, path_ + ": writing it");
  }
  return reduce(level, across, down, pixels.data(), calls);
}

base::Result<void> Pyramid::finish(GdalCalls& calls) {
  for (std::size_t level = 1; level + 1 < levels_.size(); ++level) {
    for (std::size_t i = 0; i < levels_[level].done.size(); ++i) {
      const std::int64_t across = static_cast<std::int64_t>(i) % levels_[level].across;
      const std::int64_t down = static_cast<std::int64_t>(i) / levels_[level].across;
      const int done = levels_[level].done[i];
      if (done == 0 || done == quarters_of(level, across, down)) continue;
      STACMLM_CHECK(go_up(level, across, down, calls));
    }
  }
  return {};
}

}  // namespace stacmlm::raster
