// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stacmlm::run {

/// How many layers of the inputs are valid at each pixel of a tile. Most are valid everywhere, and
/// nobody counts those pixel by pixel.
class ValidLayers {
 public:
  void clear() {
    everywhere_ = 0;
    counts_.clear();
  }
  void add_everywhere(std::size_t layers) { everywhere_ += layers; }
  /// A number for each pixel: layers that are valid there.
  void add(std::span<const std::uint16_t> layers) {
    counts_.resize(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) counts_[i] += layers[i];
  }

  /// All layers are valid everywhere.
  [[nodiscard]] bool is_all() const { return counts_.empty(); }
  [[nodiscard]] std::size_t at(std::size_t pixel) const {
    return everywhere_ + (counts_.empty() ? 0 : counts_[pixel]);
  }

 private:
  std::size_t everywhere_ = 0;
  std::vector<std::uint32_t> counts_;
};

}  // namespace stacmlm::run
