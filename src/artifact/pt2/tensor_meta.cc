// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/tensor_meta.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

#include "artifact/collector.h"
#include "artifact/json/json_text.h"
#include "artifact/pt2/expression.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::pt2 {
namespace {

struct ScalarType {
  std::int64_t number;
  std::string_view name;
};

constexpr ScalarType kScalarTypes[] = {
    {1, "uint8"},           {2, "int8"},         {3, "int16"},        {4, "int32"},
    {5, "int64"},           {6, "float16"},      {7, "float32"},      {8, "float64"},
    {10, "cfloat32"},       {11, "cfloat64"},    {12, "bool"},        {13, "bfloat16"},
    {28, "uint16"},         {29, "float8_e4m3"}, {30, "float8_e5m2"}, {31, "float8_e4m3fnuz"},
    {32, "float8_e5m2fnuz"}};

tl::unexpected<base::Error> wrong(std::string_view name, std::string_view why) {
  return malformed(fmt::format("tensor \"{}\": {}", name.substr(0, 200), why));
}

/// A size that is a number or an expression.
base::Result<Dimension> read_size(json::Value size, std::string_view name) {
  if (const auto number = signed_number(size.find("as_int"))) {
    if (*number < 0) return wrong(name, "has a negative size");
    return Dimension{*number, ""};
  }
  const json::Value expression = size.find("as_expr").find("expr_str");
  if (!expression.is_string()) return wrong(name, "its shape has what is no size");
  return Dimension{-1, symbol_of(expression.string())};
}

std::string_view scalar_type(json::Value dtype) {
  const auto number = signed_number(dtype);
  const auto* found = std::ranges::find(kScalarTypes, number.value_or(0), &ScalarType::number);
  return found == std::end(kScalarTypes) ? std::string_view() : found->name;
}

}  // namespace

base::Result<TensorMeta> read_tensor_meta(json::Value meta, std::string_view name) {
  if (!meta.is_object() || !meta.find("sizes").is_array()) return wrong(name, "is not described");
  TensorMeta tensor;
  tensor.data_type = scalar_type(meta.find("dtype"));
  for (const json::Value size : meta.find("sizes").elements()) {
    STACMLM_TRY(Dimension dimension, read_size(size, name));
    tensor.shape.push_back(std::move(dimension));
  }
  for (const json::Value stride : meta.find("strides").elements())
    tensor.strides.push_back(signed_number(stride.find("as_int")).value_or(-1));
  tensor.offset = signed_number(meta.find("storage_offset").find("as_int")).value_or(0);
  return tensor;
}

base::Result<Weight> weight_of(const TensorMeta& meta, std::string_view name, WeightKind kind) {
  Weight weight;
  weight.name = name;
  weight.data_type = meta.data_type;
  weight.kind = kind;
  for (const Dimension& dimension : meta.shape) {
    if (dimension.size < 0) return wrong(name, "is stored, and has a free size");
    weight.shape.push_back(dimension.size);
  }
  return weight;
}

base::Result<std::uint64_t> bytes_of(std::uint64_t elements, const Weight& weight) {
  const ElementType* type = find_element_type(weight.data_type);
  if (type == nullptr) return 0;
  const std::uint64_t bytes = packed_bytes(*type, elements);
  if (bytes == std::numeric_limits<std::uint64_t>::max()) return wrong(weight.name, "is too large");
  return bytes;
}

base::Result<std::uint64_t> reach_of(const TensorMeta& meta, std::string_view name) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (meta.offset < 0 || meta.strides.size() != meta.shape.size())
    return wrong(name, "its place in the storage is none");
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < meta.shape.size(); ++i) {
    if (meta.strides[i] < 0) return wrong(name, "its place in the storage is none");
    if (meta.shape[i].size == 0) return 0;
    const auto steps = static_cast<std::uint64_t>(meta.shape[i].size - 1);
    const auto stride = static_cast<std::uint64_t>(meta.strides[i]);
    if (steps != 0 && stride > (kMost - last) / steps) return wrong(name, "is too large");
    last += steps * stride;
  }
  return last + 1 + static_cast<std::uint64_t>(meta.offset);
}

}  // namespace stacmlm::artifact::pt2
