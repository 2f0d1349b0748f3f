// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "run/tiling/field.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// One piece of an axis.
struct AxisTile {
  std::int64_t begin = 0;         ///< first pixel of the input, in the image; may be negative
  std::int64_t output_begin = 0;  ///< pixels of the whole output that come from this tile
  std::int64_t output_end = 0;
  std::int64_t crop = 0;  ///< place of output_begin in what the tile gives

  [[nodiscard]] std::int64_t outputs() const { return output_end - output_begin; }
};

/// How an axis of an image is cut into tiles of one size.
///
/// The whole image is the image padded at its end to a size that fits the net (and, for nets
/// without padding of their own, by what they lose at both ends), run at once. Tiles begin at
/// multiples of the stride from where that begins, the last one ends where that ends: what is not
/// cropped is the same.
struct AxisTiles {
  std::int64_t image = 0;         ///< pixels of the image
  std::int64_t whole = 0;         ///< ... of the whole image
  std::int64_t before = 0;        ///< of them, pixels in front of the image
  std::int64_t tile = 0;          ///< pixels of a tile; at most `whole`
  std::int64_t tile_outputs = 0;  ///< that a tile gives
  std::int64_t outputs = 0;       ///< pixels of the output for the image
  std::int64_t step = 0;          ///< from tile to tile, but for the last
  Ratio pixels{};                 ///< of the input for one of the output
  std::vector<AxisTile> tiles;
};

/// Pixels of a tile, from the first to behind the last.
struct PixelRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  friend bool operator==(const PixelRange&, const PixelRange&) = default;
};

/// The pixels of the image that each of `count` outputs of a tile covers, from output `first` of
/// the tile on; at least one each.
std::vector<PixelRange> covered(const AxisTile& tile, const AxisTiles& axis, std::int64_t first,
                                std::int64_t count);

/// The largest size that fits the net and is at most `most`; the smallest one that fits if there is
/// none.
std::int64_t fitting_size(const AxisField& field, std::int64_t most);
/// The smallest size that fits and is at least `least`.
std::int64_t fitting_size_from(const AxisField& field, std::int64_t least);
/// The smallest tile that is of any use.
std::int64_t smallest_tile(const AxisField& field);

/// Tiles whose outputs lie side by side, without those that another size of tile would change. A
/// tile that does not fit the net, or is smaller than smallest_tile() and than the whole image, is
/// `kInvalidArgument`. `fixed`: the net takes no other size, so that a small image is padded to it.
base::Result<AxisTiles> cut_exactly(const AxisField& field, std::int64_t image, std::int64_t tile,
                                    bool fixed = false);

/// Tiles side by side, the last one beyond the end of the image, with an output for each of its
/// pixels. @pre sizes are positive
AxisTiles cut_apart(std::int64_t image, std::int64_t tile);

/// Tiles that overlap by at least `overlap` pixels of the input, each with all of its outputs.
base::Result<AxisTiles> cut_overlapping(const AxisField& field, std::int64_t image,
                                        std::int64_t tile, std::int64_t overlap,
                                        bool fixed = false);

}  // namespace stacmlm::run
