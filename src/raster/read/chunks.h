// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/grid.h"

namespace stacmlm::raster {

/// One band of a chunk, decoded.
struct Plane {
  std::unique_ptr<std::byte[]> pixels;  ///< in the band's own type; 0 where not valid
  std::size_t count = 0;                ///< of pixels
  std::size_t bytes = 0;                ///< of them
  std::vector<std::uint8_t> valid;      ///< empty: all of them
};

/// A rectangle of whole blocks of the file, with the bands that somebody asked for.
struct Chunk {
  Window window;
  std::mutex mutex;                                  ///< held while planes are loaded
  std::vector<std::shared_ptr<const Plane>> planes;  ///< by band; null: not loaded
};

/// Decoded chunks, shared by all threads that read a raster: none decodes what another one has, and
/// rows of strips are not decoded for each window anew. Windows are expected row by row from the
/// top left on: what lies behind the last one is dropped first, so that one row of chunks is all
/// that a row of windows needs.
class Chunks {
 public:
  /// Decodes bands of a window.
  using Load = std::function<base::Result<std::vector<std::shared_ptr<const Plane>>>(
      const Window& window, std::span<const std::size_t> bands)>;

  Chunks(const Grid& grid, std::int64_t block_width, std::int64_t block_height,
         std::size_t band_count, std::uint64_t bytes, Load load);

  /// Calls `use(chunk window, planes in the order of bands)` for each chunk that a window touches.
  using Use = std::function<void(const Window&, std::span<const std::shared_ptr<const Plane>>)>;
  base::Result<void> visit(const Window& window, std::span<const std::size_t> bands,
                           const Use& use);

 private:
  struct Entry {
    std::shared_ptr<Chunk> chunk;
    std::uint64_t bytes = 0;
    std::list<std::uint64_t>::iterator age;
  };

  std::shared_ptr<Chunk> find(std::int64_t across, std::int64_t down);
  base::Result<std::vector<std::shared_ptr<const Plane>>> planes_of(
      Chunk& chunk, std::uint64_t key, std::span<const std::size_t> bands);
  void grow(std::uint64_t key, std::uint64_t bytes);
  std::unordered_map<std::uint64_t, Entry>::iterator least_wanted(std::uint64_t key);

  std::int64_t width_;
  std::int64_t height_;
  std::int64_t chunk_width_;
  std::int64_t chunk_height_;
  std::size_t band_count_;
  std::uint64_t wanted_bytes_;
  Load load_;

  std::mutex mutex_;  // of what follows
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::list<std::uint64_t> oldest_first_;
  std::uint64_t bytes_ = 0;
  std::uint64_t largest_ = 0;    // bytes of a chunk so far
  std::uint64_t in_window_ = 1;  // chunks that one window touched so far
  Window last_;                  // window, in chunks
};

}  // namespace stacmlm::raster
