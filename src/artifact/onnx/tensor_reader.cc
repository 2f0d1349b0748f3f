// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/tensor_reader.h"

#include <fmt/format.h>

#include <utility>

#include "artifact/digits.h"
#include "artifact/onnx/element_types.h"
#include "artifact/onnx/fields.h"
#include "artifact/onnx/limits.h"
#include "artifact/onnx/stored_tensor.h"
#include "artifact/weight_names.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::onnx {
namespace {

using protobuf::Field;
using protobuf::Message;

/// Whether the data that stands in the tensor itself has as many elements as its shape.
bool is_complete(const StoredTensor& tensor, const ElementType& type, std::uint64_t elements,
                 std::uint64_t needed) {
  if (type.name == "string") return tensor.texts == elements && tensor.bytes() == tensor.text_bytes;
  if (tensor.texts != 0) return false;
  if (tensor.numbers.most == 0) return tensor.raw_bytes == needed;
  // Types below one byte stand packed, in as many numbers as they have bytes.
  const std::uint64_t fewest = type.bits < 8 ? needed : elements;
  return tensor.raw_bytes == 0 && tensor.numbers.least <= elements && tensor.numbers.most >= fewest;
}

}  // namespace

void TensorReader::broken(std::string_view tensor, std::string_view why) {
  constexpr std::size_t kLongestTold = 200;
  if (!fault_) {
    fault_ = base::Error{base::ErrorKind::kInvalidDocument,
                         fmt::format("tensor \"{}\" {}", tensor.substr(0, kLongestTold), why)};
  }
}

base::Result<void> TensorReader::read_external(const StoredTensor& tensor, std::uint64_t needed,
                                               Weight& weight) {
  if (tensor.bytes() > 0) broken(weight.name, "has its data in the file and beside it");
  if (tensor.is_location_double) broken(weight.name, "says more than once where its data is");
  if (!tensor.location) {
    broken(weight.name, "does not say in which file its data is");
    return {};
  }
  STACMLM_TRY(const auto size, files_.size_of(*tensor.location, weight.name));
  if (!size) return {};
  const auto offset = number_in<std::uint64_t>(tensor.offset.value_or("0"));
  const auto length = tensor.length ? number_in<std::uint64_t>(*tensor.length) : needed;
  if (!offset || !length || *offset > *size || *length > *size - *offset) {
    broken(weight.name, fmt::format("lies beyond the end of \"{}\"", *tensor.location));
    return {};
  }
  weight.bytes = *length;
  if (*length != needed)
    broken(weight.name, fmt::format("has {} bytes, where its shape needs {}", *length, needed));
  return {};
}

base::Result<void> TensorReader::read(const Message& message, const TensorUse& use) {
  bool has_unknown_field = false;
  STACMLM_TRY(const StoredTensor stored, read_stored_tensor(message, has_unknown_field));
  Weight weight;
  weight.name = stored.name.empty() ? use.name : stored.name;
  weight.shape = stored.shape;
  weight.data_type = element_type_of(stored.data_type);
  weight.bytes = stored.bytes();
  if (has_unknown_field) {
    collector_.danger(DangerKind::kNotAnalysed, fmt::format("tensor \"{}\"", weight.name),
                      "it has a field that this version of the reader does not know");
  }
  const ElementType* type = find_element_type(weight.data_type);
  if (type != nullptr)
    weight.kind = use.kind.value_or(kind_of_constant(*type, weight.shape.size()));
  STACMLM_CHECK(collector_.add_weight(std::move(weight)));
  Weight& kept = collector_.model().weights->back();
  const std::uint64_t needed = type == nullptr ? 0 : packed_bytes(*type, kept.elements);
  if (type == nullptr) broken(kept.name, "has an element type that is not known");
  if (stored.is_external || stored.location) return read_external(stored, needed, kept);
  if (type != nullptr && !is_complete(stored, *type, kept.elements, needed))
    broken(kept.name, "has not the data that its shape needs");
  return {};
}

base::Result<void> TensorReader::read_sparse(const Message& message, const TensorUse& use) {
  std::string name = use.name;
  Message fields = message;
  return fields.each([&](const Field& field) -> base::Result<void> {
    if (field.number == sparse_tensor::kValues && field.is_bytes()) {
      STACMLM_CHECK(read(fields.nested(field), use));
      name = collector_.model().weights->back().name;
    } else if (field.number == sparse_tensor::kIndices && field.is_bytes()) {
      if (name.size() > kLongestMadeName) name.clear();
      return read(fields.nested(field), {name + " (indices)", WeightKind::kConstant});
    } else if (!is_known(field.number, sparse_tensor::kKnown)) {
      collector_.danger(DangerKind::kNotAnalysed, fmt::format("tensor \"{}\"", name),
                        "it has a field that this version of the reader does not know");
    }
    return {};
  });
}

}  // namespace stacmlm::artifact::onnx
