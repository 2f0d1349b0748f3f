// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/collector.h"
#include "artifact/flatbuffer/flatbuffer.h"

namespace stacmlm::artifact::tflite {

/// Where the bytes of a buffer stand in the file; none if it is empty.
struct Bytes {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  std::optional<std::string> first_user;  ///< the weight that was counted for it
};

/// One tensor of a subgraph.
struct GraphTensor {
  std::string name;
  std::vector<std::int32_t> shape;
  std::vector<std::int32_t> signature;  ///< with -1 where a size is free; may be empty
  std::string_view data_type;
  std::uint32_t buffer = 0;
  bool has_rank = false;
  bool is_sparse = false;
  std::optional<float> scale;   ///< of integers that stand for fractions: the first one
  std::int64_t zero_point = 0;  ///< that belongs to it
  std::uint32_t scales = 0;     ///< how many there are: one, or one for each channel
};

base::Result<GraphTensor> read_tensor(const flatbuffer::Table& table);
/// The shape and type that a caller sees.
Tensor interface_of(const GraphTensor& tensor);
/// Adds the tensor to the weights if it has bytes.
base::Result<void> add_weight_of(const GraphTensor& tensor, std::vector<Bytes>& buffers,
                                 Collector& collector);

}  // namespace stacmlm::artifact::tflite
