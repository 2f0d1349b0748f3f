// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::artifact::keras {

/// Sizes of a tensor; -1 is free.
using Shape = std::vector<std::int64_t>;

/// A JSON array of whole numbers and nulls; nothing if it is another value.
std::optional<Shape> read_shape(json::Value value);

/// The shape that a layer makes of its inputs' shapes, as far as its class and its configuration
/// prove it.
std::optional<Shape> output_shape(json::Value layer, std::span<const Shape> inputs);

/// Which of the sizes are of channels: the last, or of `channels_first` the second.
std::size_t channel_of(json::Value layer, const Shape& shape);

}  // namespace stacmlm::artifact::keras
