// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/graph/graph.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// A quotient of two positive whole numbers in lowest terms.
struct Ratio {
  std::int64_t over = 1;
  std::int64_t under = 1;

  friend bool operator==(const Ratio&, const Ratio&) = default;
};

/// What a network makes of one axis of an image. Sizes in pixels of the input.
struct AxisField {
  std::int64_t stride = 1;  ///< moving the input by it moves everything in the net by whole steps
  Ratio step{};             ///< pixels of the input for one of the output: 1/2 doubles the size
  std::int64_t left = 0;    ///< output i depends on the input from i * step - left
  std::int64_t right = 0;   ///< ... to i * step + right
  /// Sizes that fit are this many above a multiple of the stride.
  std::int64_t remainder = 0;
  std::int64_t remainder_outputs = 0;  ///< that those give beyond the multiple's; may be negative
  std::int64_t lost = 0;    ///< pixels of the input without an output: of nets without padding
  std::int64_t before = 0;  ///< of them, on the side of index 0

  /// Pixels that an input of that size gives. @pre size fits
  [[nodiscard]] std::int64_t output_of(std::int64_t size) const {
    return (size - remainder) / step.over * step.under + remainder_outputs;
  }
};

/// What a network makes of an image, and whether tiles can give the same.
struct NetworkField {
  /// Tiles give bit for bit what the whole image gives.
  bool is_exact = false;
  /// Why not: `InstanceNormalization "norm.1" looks at the whole image`. Each once, at most 8.
  std::vector<std::string> reasons;
  AxisField y;  ///< if not exact, what could be told
  AxisField x;
};

/// Where rows and columns are in a tensor.
struct ImageAxes {
  std::string name;   ///< of the input or output
  std::size_t y = 2;  ///< index of the dimension
  std::size_t x = 3;
};

/// Follows the pixels from inputs to an output, operator by operator, for images of several sizes.
/// All inputs are images of one size, and a pixel of the output depends on what it sees in any of
/// them. `kInvalidArgument`: the graph has no such input or output, or it has no such dimensions.
base::Result<NetworkField> field_of(const graph::Graph& graph, std::span<const ImageAxes> inputs,
                                    const ImageAxes& output);

/// The same for a net with one input.
inline base::Result<NetworkField> field_of(const graph::Graph& graph, const ImageAxes& input,
                                           const ImageAxes& output) {
  return field_of(graph, std::span(&input, 1), output);
}

}  // namespace stacmlm::run
