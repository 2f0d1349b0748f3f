// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/value_info.h"

#include <fmt/format.h>

#include "artifact/collector.h"
#include "artifact/onnx/element_types.h"
#include "artifact/onnx/fields.h"
#include "artifact/onnx/limits.h"

namespace stacmlm::artifact::onnx {
namespace {

using protobuf::Field;
using protobuf::Message;

base::Result<Dimension> read_dimension(Message message) {
  Dimension dimension;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (field.number == shape::kDimValue && field.is_varint()) {
      // Some exporters write -1 for a size that is free.
      const auto size = static_cast<std::int64_t>(field.value);
      dimension = {size < 0 ? -1 : size, ""};
    } else if (field.number == shape::kDimParam && field.is_bytes()) {
      STACMLM_TRY(std::string name, message.text(field, kLongestName));
      dimension = {-1, std::move(name)};
    }
    return {};
  }));
  return dimension;
}

base::Result<void> read_shape(Message message, Tensor& tensor) {
  if (!tensor.shape) tensor.shape.emplace();
  return message.each([&](const Field& field) -> base::Result<void> {
    if (field.number != shape::kDim || !field.is_bytes()) return {};
    if (tensor.shape->size() == kMostDimensions)
      return over_limit(
          fmt::format("an input or output with more than {} dimensions", kMostDimensions));
    STACMLM_TRY(Dimension dimension, read_dimension(message.nested(field)));
    tensor.shape->push_back(std::move(dimension));
    return {};
  });
}

base::Result<void> read_tensor_type(Message message, Tensor& tensor) {
  return message.each([&](const Field& field) -> base::Result<void> {
    if (field.number == type::kElementType && field.is_varint())
      tensor.data_type = element_type_of(field.value);
    if (field.number == type::kShape && field.is_bytes())
      return read_shape(message.nested(field), tensor);
    return {};
  });
}

base::Result<void> read_inner_type(Message message, std::uint32_t number, Tensor& tensor,
                                   int depth);

base::Result<void> read_type(Message message, Tensor& tensor, int depth) {
  if (depth == kDeepest) return over_limit("types nested deeper than 64");
  return message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == type::kTensor || field.number == type::kSparseTensor)
      return read_tensor_type(message.nested(field), tensor);
    Tensor inner;  // of which nothing is told
    switch (field.number) {
      case type::kOptional:
        return read_inner_type(message.nested(field), type::kElementType, tensor, depth);
      case type::kSequence:
        return read_inner_type(message.nested(field), type::kElementType, inner, depth);
      case type::kMap:
        return read_inner_type(message.nested(field), type::kMapValue, inner, depth);
      default:
        return {};
    }
  });
}

base::Result<void> read_inner_type(Message message, std::uint32_t number, Tensor& tensor,
                                   int depth) {
  return message.each([&](const Field& field) -> base::Result<void> {
    if (field.number != number || !field.is_bytes()) return {};
    return read_type(message.nested(field), tensor, depth + 1);
  });
}

}  // namespace

base::Result<Tensor> read_value_info(Message message) {
  Tensor tensor;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == value_info::kName) {
      STACMLM_TRY(tensor.name, message.text(field, kLongestName));
    } else if (field.number == value_info::kType) {
      return read_type(message.nested(field), tensor, 0);
    }
    return {};
  }));
  return tensor;
}

base::Result<void> check_type(const Message& message) {
  Tensor tensor;
  return read_type(message, tensor, 0);
}

}  // namespace stacmlm::artifact::onnx
