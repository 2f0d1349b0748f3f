// SPDX-License-Identifier: Apache-2.0
#include "raster/read/chunks.h"

#include <algorithm>
#include <utility>

namespace stacmlm::raster {
namespace {

// Below this, what goes around a chunk costs more than decoding it.
constexpr std::int64_t kLeastWidth = 256;
constexpr std::int64_t kLeastHeight = 128;

/// A multiple of `block`, at least `least`, no more than covers `all`.
std::int64_t whole_blocks(std::int64_t block, std::int64_t least, std::int64_t all) {
  const std::int64_t size = (std::min(least, all) + block - 1) / block * block;
  return std::max(size, block);
}

}  // namespace

Chunks::Chunks(const Grid& grid, std::int64_t block_width, std::int64_t block_height,
               std::size_t band_count, std::uint64_t bytes, Load load)
    : width_(grid.width),
      height_(grid.height),
      chunk_width_(whole_blocks(block_width, kLeastWidth, grid.width)),
      chunk_height_(whole_blocks(block_height, kLeastHeight, grid.height)),
      band_count_(band_count),
      wanted_bytes_(bytes),
      load_(std::move(load)) {}

base::Result<void> Chunks::visit(const Window& window, std::span<const std::size_t> bands,
                                 const Use& use) {
  const std::int64_t first_down = window.row / chunk_height_;
  const std::int64_t last_down = (window.row + window.height - 1) / chunk_height_;
  const std::int64_t first_across = window.column / chunk_width_;
  const std::int64_t last_across = (window.column + window.width - 1) / chunk_width_;
  {
    const std::lock_guard lock(mutex_);
    last_ = {first_across, first_down, last_across - first_across + 1, last_down - first_down + 1};
    in_window_ = std::max(in_window_, static_cast<std::uint64_t>(last_.width * last_.height));
  }
  for (std::int64_t down = first_down; down <= last_down; ++down) {
    for (std::int64_t across = first_across; across <= last_across; ++across) {
      const auto key = static_cast<std::uint64_t>(down) << 32U | static_cast<std::uint64_t>(across);
      const std::shared_ptr<Chunk> chunk = find(across, down);
      STACMLM_TRY(const auto planes, planes_of(*chunk, key, bands));
      use(chunk->window, planes);
    }
  }
  return {};
}

std::shared_ptr<Chunk> Chunks::find(std::int64_t across, std::int64_t down) {
  const auto key = static_cast<std::uint64_t>(down) << 32U | static_cast<std::uint64_t>(across);
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(key); found != entries_.end()) {
    oldest_first_.splice(oldest_first_.end(), oldest_first_, found->second.age);
    return found->second.chunk;
  }
  auto chunk = std::make_shared<Chunk>();
  chunk->window = {across * chunk_width_, down * chunk_height_, chunk_width_, chunk_height_};
  chunk->window.width = std::min(chunk_width_, width_ - chunk->window.column);
  chunk->window.height = std::min(chunk_height_, height_ - chunk->window.row);
  chunk->planes.resize(band_count_);
  entries_[key] = {chunk, 0, oldest_first_.insert(oldest_first_.end(), key)};
  return chunk;
}

base::Result<std::vector<std::shared_ptr<const Plane>>> Chunks::planes_of(
    Chunk& chunk, std::uint64_t key, std::span<const std::size_t> bands) {
  // Who comes second waits for the first one's work.
  const std::lock_guard lock(chunk.mutex);
  std::vector<std::size_t> missing;
  for (const std::size_t band : bands) {
    if (chunk.planes[band] == nullptr && std::ranges::find(missing, band) == missing.end()) {
      missing.push_back(band);
    }
  }
  if (!missing.empty()) {
    STACMLM_TRY(const auto loaded, load_(chunk.window, missing));
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < missing.size(); ++i) {
      bytes += loaded[i]->bytes + loaded[i]->valid.size();
      chunk.planes[missing[i]] = loaded[i];
    }
    grow(key, bytes);
  }
  std::vector<std::shared_ptr<const Plane>> planes;
  planes.reserve(bands.size());
  for (const std::size_t band : bands) planes.push_back(chunk.planes[band]);
  return planes;
}

// Whoever still uses a chunk that goes keeps it.
void Chunks::grow(std::uint64_t key, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;  // gone meanwhile
  found->second.bytes += bytes;
  bytes_ += bytes;
  largest_ = std::max(largest_, found->second.bytes);
  // What a window needs is kept even where that is more than was wanted.
  const std::uint64_t limit = std::max(wanted_bytes_, in_window_ * largest_);
  while (bytes_ > limit && entries_.size() > 1) {
    const auto dropped = least_wanted(key);
    bytes_ -= dropped->second.bytes;
    oldest_first_.erase(dropped->second.age);
    entries_.erase(dropped);
  }
}

/// Above the last window; else to the left of it, the highest and then the nearest first, which the
/// next row of windows comes to last; else what was used longest ago.
std::unordered_map<std::uint64_t, Chunks::Entry>::iterator Chunks::least_wanted(std::uint64_t key) {
  auto best = entries_.end();
  std::uint64_t best_rank = 0;
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->first == key) continue;
    const auto down = static_cast<std::int64_t>(entry->first >> 32U);
    const auto across = static_cast<std::int64_t>(entry->first & 0xFFFFFFFFU);
    if (down >= last_.row && across >= last_.column) continue;
    // A smaller row wins, then a larger column.
    const std::uint64_t rank =
        (entry->first >> 32U) << 32U | (0xFFFFFFFFU - static_cast<std::uint64_t>(across));
    if (best != entries_.end() && rank >= best_rank) continue;
    best = entry;
    best_rank = rank;
  }
  if (best != entries_.end()) return best;
  const std::uint64_t oldest = oldest_first_.front();
  return entries_.find(oldest == key ? *std::next(oldest_first_.begin()) : oldest);
}

}  // namespace stacmlm::raster
