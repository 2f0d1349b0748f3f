// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "run/graph/graph.h"
#include "run/tiling/field.h"

namespace stacmlm::run {

/// What a net keeps in memory while it runs.
struct Activation {
  /// Of the values that are there at the same time, at most: operators in the order of the file,
  /// each value given back after its last use.
  double bytes = 0;
  bool is_known = true;  ///< false: the sizes of some values are guessed
};

/// For images of `size` rows and columns. Weights are not counted.
Activation activation_of(const graph::Graph& graph, std::span<const ImageAxes> inputs,
                         std::array<std::int64_t, 2> size);

}  // namespace stacmlm::run
