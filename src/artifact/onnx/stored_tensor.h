// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "artifact/protobuf/message.h"

namespace stacmlm::artifact::onnx {

/// How many numbers stand in fields of variable length, which are not read: bounds.
struct Count {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

/// A TensorProto, its data as sizes.
struct StoredTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::uint64_t data_type = 0;
  std::uint64_t raw_bytes = 0;     ///< of raw_data, float_data and double_data
  Count numbers;                   ///< in int32_data, int64_data and uint64_data
  std::uint64_t number_bytes = 0;  ///< that they take
  std::uint64_t texts = 0;         ///< in string_data
  std::uint64_t text_bytes = 0;
  bool is_external = false;
  bool is_location_double = false;      ///< which of them counts differs from reader to reader
  std::optional<std::string> location;  ///< of external data, as the next two
  std::optional<std::string> offset;
  std::optional<std::string> length;

  [[nodiscard]] std::uint64_t bytes() const { return raw_bytes + number_bytes + text_bytes; }
};

/// `unknown` becomes true if there is a field that onnx.proto does not have.
base::Result<StoredTensor> read_stored_tensor(protobuf::Message message, bool& unknown);

}  // namespace stacmlm::artifact::onnx
