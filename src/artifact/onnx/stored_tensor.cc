// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/stored_tensor.h"

#include <algorithm>

#include "artifact/collector.h"
#include "artifact/onnx/entry.h"
#include "artifact/onnx/fields.h"
#include "artifact/onnx/limits.h"

namespace stacmlm::artifact::onnx {
namespace {

using protobuf::Field;
using protobuf::Message;
using protobuf::WireType;

constexpr std::uint64_t kLongestNumber = 10;  // bytes

void count_numbers(const Field& field, StoredTensor& tensor) {
  if (field.is_varint()) {
    ++tensor.numbers.least;
    ++tensor.numbers.most;
    ++tensor.number_bytes;  // at least
  } else if (field.is_bytes()) {
    tensor.numbers.least += (field.size() + kLongestNumber - 1) / kLongestNumber;
    tensor.numbers.most += field.size();
    tensor.number_bytes += field.size();
  }
}

base::Result<void> read_external_entry(const Message& message, const Field& field,
                                       StoredTensor& tensor) {
  STACMLM_TRY(Entry entry, read_entry(message.nested(field), kLongestName));
  if (entry.key == "location") {
    tensor.is_location_double |= tensor.location.has_value();
    tensor.location = std::move(entry.value);
  }
  if (entry.key == "offset") tensor.offset = std::move(entry.value);
  if (entry.key == "length") tensor.length = std::move(entry.value);
  return {};
}

// Numbers of fixed size, one by one or packed.
std::uint64_t fixed_size(const Field& field, WireType single, std::uint64_t size) {
  if (field.is_bytes()) return field.size();
  return field.type == single ? size : 0;
}

}  // namespace

base::Result<StoredTensor> read_stored_tensor(Message message, bool& unknown) {
  StoredTensor stored;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    switch (field.number) {
      case tensor::kDims:
        return message.append_integers(field, stored.shape, kMostDimensions);
      case tensor::kDataType:
        if (field.is_varint()) stored.data_type = field.value;
        break;
      case tensor::kName: {
        if (!field.is_bytes()) break;
        STACMLM_TRY(stored.name, message.text(field, kLongestName));
        break;
      }
      case tensor::kRawData:
        // The only data of which the last one counts.
        if (field.is_bytes()) stored.raw_bytes = field.size();
        break;
      case tensor::kFloatData:
        stored.raw_bytes += fixed_size(field, WireType::kFixed32, 4);
        break;
      case tensor::kDoubleData:
        stored.raw_bytes += fixed_size(field, WireType::kFixed64, 8);
        break;
      case tensor::kInt32Data:
      case tensor::kInt64Data:
      case tensor::kUint64Data:
        count_numbers(field, stored);
        break;
      case tensor::kStringData:
        if (!field.is_bytes()) break;
        ++stored.texts;
        stored.text_bytes += field.size();
        break;
      case tensor::kDataLocation:
        if (field.is_varint()) stored.is_external = field.value == tensor::kExternal;
        break;
      case tensor::kExternalData:
        if (field.is_bytes()) return read_external_entry(message, field, stored);
        break;
      default:
        unknown |= !is_known(field.number, tensor::kKnown);
    }
    return {};
  }));
  return stored;
}

}  // namespace stacmlm::artifact::onnx
