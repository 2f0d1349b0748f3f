// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/signatures.h"

#include <utility>

#include "artifact/limits.h"
#include "artifact/saved_model/data_types.h"
#include "artifact/saved_model/shape.h"

namespace stacmlm::artifact::saved_model {
namespace {

using protobuf::Field;
using protobuf::Message;

base::Result<Tensor> read_tensor_info(Message message) {
  constexpr std::uint32_t kType = 2;
  constexpr std::uint32_t kShape = 3;
  Tensor tensor;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (field.number == kType && field.is_varint()) tensor.data_type = data_type_of(field.value);
    if (field.number == kShape && field.is_bytes()) {
      STACMLM_TRY(tensor.shape, read_shape(message.nested(field)));
    }
    return {};
  }));
  return tensor;
}

base::Result<void> read_entry(Message entry, std::map<std::string, Tensor>& to,
                              Collector& collector) {
  std::string key;
  Tensor tensor;
  STACMLM_CHECK(entry.each([&](const Field& field) -> base::Result<void> {
    if (field.number == protobuf::kMapKey && field.is_bytes()) {
      STACMLM_TRY(key, entry.text(field, kLongestName));
    } else if (field.number == protobuf::kMapValue && field.is_bytes()) {
      STACMLM_TRY(tensor, read_tensor_info(entry.nested(field)));
    }
    return {};
  }));
  STACMLM_CHECK(collector.keep(sizeof tensor + 2 * key.size()));
  tensor.name = key;
  to.insert_or_assign(std::move(key), std::move(tensor));
  return {};
}

}  // namespace

base::Result<Signatures::Signature> Signatures::read(Message message, Collector& collector) {
  constexpr std::uint32_t kInputs = 1;
  constexpr std::uint32_t kOutputs = 2;
  Signature signature;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == kInputs)
      return read_entry(message.nested(field), signature.inputs, collector);
    if (field.number == kOutputs)
      return read_entry(message.nested(field), signature.outputs, collector);
    return {};
  }));
  return signature;
}

base::Result<void> Signatures::add(Message entry, Collector& collector) {
  std::string key;
  Signature signature;
  STACMLM_CHECK(entry.each([&](const Field& field) -> base::Result<void> {
    if (field.number == protobuf::kMapKey && field.is_bytes()) {
      STACMLM_TRY(key, entry.text(field, kLongestName));
    } else if (field.number == protobuf::kMapValue && field.is_bytes()) {
      STACMLM_TRY(signature, read(entry.nested(field), collector));
    }
    return {};
  }));
  // What initialises the model takes and gives nothing.
  if (key.starts_with("__saved_model_")) return {};
  STACMLM_CHECK(collector.keep(sizeof signature + key.size()));
  all_.emplace(std::move(key), std::move(signature));
  return {};
}

base::Result<void> Signatures::finish(Collector& collector) {
  if (all_.empty()) return {};
  auto chosen = all_.find("serving_default");
  if (chosen == all_.end()) chosen = all_.begin();
  collector.states_tensors();
  for (auto& [name, tensor] : chosen->second.inputs) {
    STACMLM_CHECK(collector.add_input(std::move(tensor)));
  }
  for (auto& [name, tensor] : chosen->second.outputs) {
    STACMLM_CHECK(collector.add_output(std::move(tensor)));
  }
  return {};
}

}  // namespace stacmlm::artifact::saved_model
