// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "run/preprocess/pixel_block.h"
#include "stacmlm/base/result.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::run {

/// What a dimension of the input is.
enum class Axis : std::uint8_t { kBatch, kTime, kChannel, kRow, kColumn };

/// The order of the dimensions of an input tensor, and their sizes where they are fixed.
struct TensorLayout {
  std::vector<Axis> axes;
  std::vector<std::int64_t> shape;  ///< -1: free

  /// The size of that axis: 1 if there is none, -1 if it is free.
  [[nodiscard]] std::int64_t size_of(Axis axis) const;

  /// It has no rows and columns: each pixel is a sample.
  [[nodiscard]] bool is_of_pixels() const;

  /// The dimensions of a tensor of so many samples, times, channels, rows and columns.
  [[nodiscard]] std::vector<std::int64_t> dimensions(std::int64_t batch, std::int64_t times,
                                                     std::int64_t channels, std::int64_t height,
                                                     std::int64_t width) const;

  /// Where sample `sample` at time `time` lies in a tensor with those `dimensions` at `data`.
  [[nodiscard]] TensorTarget target(void* data, DataType type,
                                    const std::vector<std::int64_t>& dimensions,
                                    std::int64_t sample = 0, std::int64_t time = 0) const;

  /// The same where `width` x `height` pixels are the samples. @pre is_of_pixels()
  [[nodiscard]] TensorTarget pixel_target(void* data, DataType type,
                                          const std::vector<std::int64_t>& dimensions,
                                          std::int64_t width, std::int64_t height,
                                          std::int64_t time = 0) const;
};

/// Reads `shape` and `dim_order` of an input. Refuses dimensions that are no batch, time, bands,
/// height or width, and two of a kind. `path` is what messages call the input: `mlm:input[0]`.
base::Result<TensorLayout> tensor_layout(const mlm::InputStructure& input, const std::string& path);

}  // namespace stacmlm::run
