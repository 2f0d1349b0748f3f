// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/tensor.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "artifact/collector.h"
#include "artifact/limits.h"
#include "artifact/torch/element_types.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::torch {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::kNoValue;
using pickle::Object;
using pickle::ValueId;
using pickle::Values;

constexpr int kDeepest = 8;  // calls within calls: a parameter of a subclass of a tensor

using MaybeTensor = base::Result<std::optional<StoredTensor>>;

/// The function that was called and what it was given.
struct Call {
  ValueId callee = kNoValue;
  ValueId arguments = kNoValue;
};

base::Result<std::vector<std::int64_t>> read_sizes(const Values& values, ValueId id) {
  // torch.Size((2, 3)) in some files.
  if (const Object* size = values.object(id)) id = values.item(size->arguments, 0);
  std::vector<std::int64_t> sizes;
  if (id == kNoValue || (values.kind(id) != Kind::kTuple && values.kind(id) != Kind::kList))
    return malformed("a tensor without sizes");
  for (const ValueId item : values.items(id)) {
    const auto size = values.integer(item);
    if (!size || *size < 0) return malformed("a size of a tensor that is no number");
    if (sizes.size() == kMostDimensions) return over_limit("a tensor of too many dimensions");
    sizes.push_back(*size);
  }
  return sizes;
}

// The last element that is looked at has to lie in the storage.
base::Result<void> check_extent(const StoredTensor& tensor) {
  if (tensor.shape.size() != tensor.stride.size())
    return malformed("a tensor with another number of strides than of sizes");
  const std::uint64_t width = bits_of(tensor.element_type);
  const std::uint64_t own = bits_of(tensor.storage->element_type);
  if (width == 0 || own == 0) return malformed("a tensor of an element type that is not known");
  if (tensor.storage->elements > std::numeric_limits<std::int64_t>::max() / own)
    return malformed("a storage larger than can be");
  const std::uint64_t most = tensor.storage->elements * own / width;
  std::uint64_t last = tensor.offset;
  if (std::ranges::find(tensor.shape, 0) != tensor.shape.end()) return {};
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    const auto steps = static_cast<std::uint64_t>(tensor.shape[i] - 1);
    const auto stride = static_cast<std::uint64_t>(tensor.stride[i]);
    if (steps != 0 && stride > (most / steps)) return malformed("a tensor beyond its storage");
    last += steps * stride;
    if (last > most) return malformed("a tensor beyond its storage");
  }
  if (last >= most) return malformed("a tensor beyond its storage");
  return {};
}

MaybeTensor read_strided(const Values& values, ValueId arguments, std::size_t dtype_at) {
  StoredTensor tensor;
  tensor.storage = read_storage(values, values.item(arguments, 0));
  if (!tensor.storage) return malformed("a tensor without a storage");
  const auto offset = values.integer(values.item(arguments, 1));
  if (!offset || *offset < 0) return malformed("a tensor without a place in its storage");
  tensor.offset = static_cast<std::uint64_t>(*offset);
  STACMLM_TRY(tensor.shape, read_sizes(values, values.item(arguments, 2)));
  STACMLM_TRY(tensor.stride, read_sizes(values, values.item(arguments, 3)));
  tensor.element_type = tensor.storage->element_type;
  if (dtype_at != 0) {
    const Global* dtype = values.global(values.item(arguments, dtype_at));
    tensor.element_type = dtype == nullptr ? "" : element_type_of_dtype(dtype->name);
  }
  STACMLM_CHECK(check_extent(tensor));
  return tensor;
}

MaybeTensor read_empty(const Values& values, ValueId arguments) {
  StoredTensor tensor;
  const Global* dtype = values.global(values.item(arguments, 0));
  if (dtype != nullptr) tensor.element_type = element_type_of_dtype(dtype->name);
  STACMLM_TRY(tensor.shape, read_sizes(values, values.item(arguments, 1)));
  return tensor;
}

// (layout, (places, values, size, ...)), or of compressed ones (layout, (rows, columns, values,
// ...)).
MaybeTensor read_sparse(const Values& values, ValueId arguments) {
  StoredTensor tensor;
  std::size_t count = 0;
  for (const ValueId part : values.items(values.item(arguments, 1))) {
    if (++count > kMostDimensions) return malformed("a sparse tensor of many parts");
    if (values.object(part) != nullptr) tensor.parts.push_back(part);
  }
  if (tensor.parts.empty()) return malformed("a sparse tensor without content");
  return tensor;
}

MaybeTensor read_call(const Values& values, const Call& call, int depth) {
  const Global* function = values.global(call.callee);
  if (function == nullptr) return std::optional<StoredTensor>();
  const auto inner = [&](const Call& next) -> MaybeTensor {
    if (depth == kDeepest) return malformed("tensors made of tensors, too deep");
    return read_call(values, next, depth + 1);
  };
  if (function->module == "torch._tensor" && function->name == "_rebuild_from_type_v2")
    return inner({values.item(call.arguments, 0), values.item(call.arguments, 2)});
  if (function->module != "torch._utils") return std::optional<StoredTensor>();
  const std::string_view name = function->name;
  if (name == "_rebuild_tensor" || name == "_rebuild_tensor_v2" || name == "_rebuild_qtensor")
    return read_strided(values, call.arguments, 0);
  if (name == "_rebuild_tensor_v3") return read_strided(values, call.arguments, 6);
  if (name == "_rebuild_meta_tensor_no_storage") return read_empty(values, call.arguments);
  if (name == "_rebuild_sparse_tensor" || name == "_rebuild_sparse_csr_tensor")
    return read_sparse(values, call.arguments);
  if (name != "_rebuild_parameter" && name != "_rebuild_parameter_with_state")
    return std::optional<StoredTensor>();
  const Object* data = values.object(values.item(call.arguments, 0));
  if (data == nullptr) return malformed("a parameter without a tensor");
  STACMLM_TRY(auto tensor, inner({data->callee, data->arguments}));
  if (tensor) tensor->is_parameter = true;
  return tensor;
}

}  // namespace

std::uint64_t bits_of(std::string_view element_type) {
  const ElementType* known = find_element_type(element_type);
  return known == nullptr ? 0 : known->bits;
}

std::optional<Storage> read_storage(const Values& values, ValueId id) {
  if (id == kNoValue || values.kind(id) != Kind::kPersistent) return {};
  const ValueId parts = values.key(id);
  const Global* type = values.global(values.item(parts, 1));
  const auto key = values.text(values.item(parts, 2));
  const auto elements = values.integer(values.item(parts, 4));
  if (values.text(values.item(parts, 0)) != "storage" || type == nullptr || !key || !elements ||
      *elements < 0)
    return {};
  return Storage{std::string(*key), element_type_of_storage(type->name),
                 static_cast<std::uint64_t>(*elements)};
}

MaybeTensor read_tensor(const Values& values, ValueId id) {
  const Object* object = values.object(id);
  if (object == nullptr) return std::optional<StoredTensor>();
  return read_call(values, {object->callee, object->arguments}, 0);
}

}  // namespace stacmlm::artifact::torch
