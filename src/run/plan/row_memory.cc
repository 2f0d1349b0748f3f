// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "run/plan/planning.h"
#include "stacmlm/raster/pixel_type.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::run {
namespace {

/// As a number of its own, for what is compared with a limit.
double megabytes(double bytes) { return bytes / static_cast<double>(1U << 20U); }

}  // namespace

base::Result<void> check_row_memory(const Planning& planning) {
  const OutputPlan& output = planning.plan.output;
  const TilePlan& tiles = planning.plan.tiles;
  if (is_layer(output.kind)) return {};  // which has no blocks
  const auto type = raster::pixel_type_of(output.data_type);
  const auto width = static_cast<double>(tiles.output_width);
  const auto bands = static_cast<double>(output.bands.size());
  // Sizes may come from a file that lies: no whole number holds their product.
  double bytes = 0;
  // Blocks are whole, however narrow the result is, and GDAL has one more when it makes the COG; of
  // many bands that is much.
  using raster::kBlock;
  const double blocks = std::ceil(width / kBlock) + 1;
  if (type) bytes = blocks * kBlock * kBlock * bands * static_cast<double>(raster::size_of(*type));
  if (tiles.tiling == Tiling::kBlend) {
    const auto rows = static_cast<double>(std::min(tiles.height, tiles.output_height));
    bytes += width * rows * static_cast<double>(output.channels + 1) * sizeof(float);
  }
  if (bytes <= static_cast<double>(planning.options.memory)) return {};
  return base::fail(
      base::ErrorKind::kLimitExceeded,
      fmt::format("a row of blocks of the result, {} pixels wide, takes {:.0f} MiB, and --memory "
                  "allows {:.0f}",
                  tiles.output_width, megabytes(bytes),
                  megabytes(static_cast<double>(planning.options.memory))));
}

}  // namespace stacmlm::run
