// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::pt2 {

/// What the program says of one tensor.
struct TensorMeta {
  std::string_view data_type;  ///< an element type; empty: one that is not known here
  std::vector<Dimension> shape;
  std::vector<std::int64_t> strides;  ///< -1: free
  std::int64_t offset = 0;            ///< in elements, in its storage
};

base::Result<TensorMeta> read_tensor_meta(json::Value meta, std::string_view name);

/// A stored tensor of it. An Error if a size is free.
base::Result<Weight> weight_of(const TensorMeta& meta, std::string_view name, WeightKind kind);

/// What so many elements of the weight's type take; 0 if the type is not known.
base::Result<std::uint64_t> bytes_of(std::uint64_t elements, const Weight& weight);

/// Elements of the storage that the tensor reaches, from its beginning.
base::Result<std::uint64_t> reach_of(const TensorMeta& meta, std::string_view name);

}  // namespace stacmlm::artifact::pt2
