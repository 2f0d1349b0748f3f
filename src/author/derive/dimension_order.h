// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::author {

using TensorShape = std::vector<artifact::Dimension>;
using DimensionNames = std::vector<std::string>;

/// Where the images of a format have their channels, if it has a rule.
enum class ImageLayout { kUnknown, kChannelsFirst, kChannelsLast };
ImageLayout layout_of(const artifact::ModelFile& model);

/// The names of a tensor's dimensions.
struct DimensionOrder {
  DimensionNames proven;   ///< empty: nothing proves it
  std::string suggestion;  ///< what is likely otherwise; may be empty
};

/// Of an input that takes so many bands; 0: nobody knows.
DimensionOrder order_of_input(const TensorShape& shape, std::size_t bands, ImageLayout layout);

/// What an output is looked at with.
struct OutputContext {
  std::string_view task;  ///< empty: nobody knows
  std::size_t classes = 0;
  const TensorShape* input = nullptr;           ///< of the image; may be null
  const DimensionNames* input_order = nullptr;  ///< its dimensions; may be null or empty
  ImageLayout layout = ImageLayout::kUnknown;
};

DimensionOrder order_of_output(const TensorShape& shape, const OutputContext& context);

/// The task that a result of this shape hints at; empty: several.
std::string_view task_hint(const TensorShape* input, const TensorShape& output);

}  // namespace stacmlm::author
