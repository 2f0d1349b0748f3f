// SPDX-License-Identifier: Apache-2.0
#include "artifact/tflite/graph.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <utility>

#include "artifact/limits.h"
#include "artifact/tflite/schema.h"
#include "artifact/weight_names.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::tflite {
namespace {

// TensorType; the place is the number.
constexpr std::string_view kTypes[] = {"float32", "float16",  "int32",  "uint8",    "int64",
                                       "string",  "bool",     "int16",  "cfloat32", "int8",
                                       "float64", "cfloat64", "uint64", "resource", "variant",
                                       "uint32",  "uint16",   "int4",   "bfloat16"};

base::Result<std::vector<std::int32_t>> read_sizes(const flatbuffer::Table& table, unsigned field) {
  STACMLM_TRY(const flatbuffer::Vector sizes, table.vector(field, 4));
  if (sizes.size() > kMostDimensions)
    return over_limit(fmt::format("a tensor of {} dimensions", sizes.size()));
  std::vector<std::int32_t> read;
  for (std::uint32_t i = 0; i < sizes.size(); ++i) {
    STACMLM_TRY(const std::int32_t size, sizes.number<std::int32_t>(i));
    if (size < -1) return malformed("a tensor with a negative size");
    read.push_back(size);
  }
  return read;
}

base::Result<void> read_quantization(const flatbuffer::Table& table, GraphTensor& tensor) {
  STACMLM_TRY(const auto quantization, table.table(kTensorQuantization));
  if (!quantization) return {};
  STACMLM_TRY(const flatbuffer::Vector scales, quantization->vector(kScale, 4));
  STACMLM_TRY(const flatbuffer::Vector zeros, quantization->vector(kZeroPoint, 8));
  tensor.scales = scales.size();
  if (scales.empty()) return {};
  STACMLM_TRY(tensor.scale, scales.number<float>(0));
  if (!zeros.empty()) {
    STACMLM_TRY(tensor.zero_point, zeros.number<std::int64_t>(0));
  }
  return {};
}

}  // namespace

base::Result<GraphTensor> read_tensor(const flatbuffer::Table& table) {
  GraphTensor tensor;
  STACMLM_TRY(auto name, table.text(kTensorName, kLongestName));
  tensor.name = std::move(name).value_or("");
  STACMLM_TRY(tensor.shape, read_sizes(table, kTensorShape));
  STACMLM_TRY(tensor.signature, read_sizes(table, kTensorShapeSignature));
  if (!tensor.signature.empty() && tensor.signature.size() != tensor.shape.size())
    return malformed(fmt::format("tensor \"{}\" has two ranks", tensor.name));
  STACMLM_TRY(const std::int8_t type, table.number<std::int8_t>(kTensorType, 0));
  const bool is_known = type >= 0 && type < std::ssize(kTypes);
  tensor.data_type = is_known ? kTypes[static_cast<std::uint8_t>(type)] : "unknown";
  STACMLM_TRY(tensor.buffer, table.number<std::uint32_t>(kTensorBuffer, 0));
  STACMLM_TRY(const std::uint8_t has_rank, table.number<std::uint8_t>(kTensorHasRank, 0));
  tensor.has_rank = has_rank != 0;
  tensor.is_sparse = table.has(kTensorSparsity);
  STACMLM_CHECK(read_quantization(table, tensor));
  return tensor;
}

Tensor interface_of(const GraphTensor& tensor) {
  Tensor seen{tensor.name, std::nullopt, std::string(tensor.data_type)};
  // A tensor without sizes is one number only if it says that it has a rank.
  if (tensor.shape.empty() && !tensor.has_rank) return seen;
  seen.shape.emplace();
  for (const std::int32_t size : tensor.signature.empty() ? tensor.shape : tensor.signature)
    seen.shape->push_back({size, ""});
  return seen;
}

base::Result<void> add_weight_of(const GraphTensor& tensor, std::vector<Bytes>& buffers,
                                 Collector& collector) {
  if (tensor.buffer >= buffers.size())
    return malformed(fmt::format("tensor \"{}\" has a buffer that is not there", tensor.name));
  Bytes& bytes = buffers[tensor.buffer];
  if (bytes.size == 0) return {};
  const ElementType* type = find_element_type(tensor.data_type);
  Weight weight{.name = tensor.name,
                .shape = {tensor.shape.begin(), tensor.shape.end()},
                .data_type = std::string(tensor.data_type),
                .bytes = bytes.first_user ? 0 : bytes.size,
                .kind = type == nullptr ? WeightKind::kConstant
                                        : kind_of_constant(*type, tensor.shape.size(),
                                                           tensor.scale.has_value()),
                .shares = bytes.first_user.value_or("")};
  if (!bytes.first_user) {
    STACMLM_CHECK(collector.keep(tensor.name.size()));
    bytes.first_user = tensor.name;
  }
  STACMLM_CHECK(collector.add_weight(std::move(weight)));
  if (type == nullptr || type->bits == 0 || tensor.is_sparse) return {};
  if (packed_bytes(*type, collector.model().weights->back().elements) == bytes.size) return {};
  return malformed(fmt::format("tensor \"{}\" has {} bytes, which is not what its shape takes",
                               tensor.name, bytes.size));
}

}  // namespace stacmlm::artifact::tflite
