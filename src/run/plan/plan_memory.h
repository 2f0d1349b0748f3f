// SPDX-License-Identifier: Apache-2.0
// What a run takes of the machine's memory.
#pragma once

#include <cstdint>

#include "run/plan/planning.h"
#include "run/tiling/field.h"

namespace stacmlm::run {

/// Pixels.
struct ImageSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// What a run needs, for any size of tiles.
class MemoryNeed {
 public:
  /// @pre inputs, output and grid are planned
  static base::Result<MemoryNeed> of(const Planning& planning, const NetworkField& field);

  /// Of the whole program, with so many workers and tiles of so many pixels of the input.
  [[nodiscard]] std::uint64_t bytes(const ImageSize& tile, unsigned workers, Tiling tiling) const {
    return bytes(tile, tile, workers, tiling);
  }
  /// ... that are made of windows of another size of the scene.
  [[nodiscard]] std::uint64_t bytes(const ImageSize& tile, const ImageSize& read, unsigned workers,
                                    Tiling tiling) const;
  /// Of that, for decoded blocks of the scene.
  [[nodiscard]] std::uint64_t read_cache() const { return cache_; }

 private:
  /// Blocks of one file that have to be there at once.
  struct FileBlocks {
    std::int64_t width = 0;  ///< of the file
    std::int64_t block_width = 0;
    std::int64_t block_height = 0;
    double pixel_bytes = 0;  ///< of all bands that are read
  };

  double start_ = 0;         // whatever the tiles are
  double worker_pixel_ = 0;  // for each pixel of a tile that is worked on
  double read_pixel_ = 0;    // ... that is read, and waits
  double row_pixel_ = 0;     // for each pixel of a row of the result
  double merge_pixel_ = 0;   // ... where tiles are blended
  double row_width_ = 0;     // pixels of the result, for one of the scene
  double image_width_ = 0;
  std::uint64_t cache_ = 0;
  std::vector<FileBlocks> files_;
};

/// --memory has room for one worker at least, but for fewer than there would be.
void note_fewer_workers(Planning& planning, unsigned wanted);

/// The Error where it has none: `needed` for an `image` of this size.
tl::unexpected<base::Error> too_little_memory(const Planning& planning, std::uint64_t needed,
                                              std::string_view image, const ImageSize& size);

}  // namespace stacmlm::run
