// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/entry.h"

#include "artifact/onnx/fields.h"
#include "artifact/onnx/limits.h"

namespace stacmlm::artifact::onnx {

base::Result<Entry> read_entry(protobuf::Message message, std::size_t longest_value) {
  Entry read;
  STACMLM_CHECK(message.each([&](const protobuf::Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == entry::kKey) {
      STACMLM_TRY(read.key, message.text(field, kLongestName));
    } else if (field.number == entry::kValue) {
      STACMLM_TRY(read.value, message.text(field, longest_value));
    }
    return {};
  }));
  return read;
}

}  // namespace stacmlm::artifact::onnx
