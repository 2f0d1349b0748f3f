// SPDX-License-Identifier: Apache-2.0
#include "run/graph/constant_reader.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <utility>

#include "artifact/onnx/element_types.h"
#include "artifact/onnx/fields.h"
#include "artifact/onnx/stored_tensor.h"

namespace stacmlm::run::graph {
namespace {

using artifact::protobuf::Field;
using artifact::protobuf::Message;
namespace fields = artifact::onnx::tensor;

bool is_read(DataType type) {
  return type == DataType::kFloat32 || type == DataType::kFloat64 || type == DataType::kInt32 ||
         type == DataType::kInt64 || type == DataType::kBool;
}

/// The numbers of fields that have one each, or several packed, as bytes.
struct Stored {
  std::string bytes;                   ///< of raw_data, or of numbers of fixed size
  std::vector<std::int64_t> integers;  ///< of variable length
};

void append(std::uint64_t value, std::size_t size, std::string& to) {
  for (std::size_t i = 0; i < size; ++i) to += static_cast<char>(value >> (8 * i));
}

base::Result<Stored> read_stored(Message message, std::size_t elements, std::size_t bytes) {
  Stored stored;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    switch (field.number) {
      case fields::kRawData: {
        if (!field.is_bytes()) break;
        STACMLM_TRY(stored.bytes, message.text(field, bytes));
        break;
      }
      case fields::kFloatData:
      case fields::kDoubleData: {
        if (field.is_bytes()) {
          STACMLM_TRY(const std::string packed, message.text(field, bytes));
          stored.bytes += packed;
        } else if (!field.is_varint()) {
          append(field.value, field.number == fields::kFloatData ? 4 : 8, stored.bytes);
        }
        if (stored.bytes.size() > bytes)
          return base::fail(base::ErrorKind::kInvalidDocument, "a tensor with too much data");
        break;
      }
      case fields::kInt32Data:
      case fields::kInt64Data:
        return message.append_integers(field, stored.integers, elements);
      default:
        break;
    }
    return {};
  }));
  return stored;
}

void store(const std::vector<std::int64_t>& integers, Tensor& tensor) {
  const std::size_t size = size_of(tensor.type());
  auto* to = static_cast<char*>(tensor.data());
  for (const std::int64_t integer : integers) {
    std::string bytes;
    append(static_cast<std::uint64_t>(integer), size, bytes);
    std::memcpy(to, bytes.data(), size);
    to += size;
  }
}

}  // namespace

base::Result<Constant> read_constant(const Message& message, std::size_t most) {
  static_assert(std::endian::native == std::endian::little);
  bool has_unknown_field = false;
  STACMLM_TRY(const artifact::onnx::StoredTensor head,
              artifact::onnx::read_stored_tensor(message, has_unknown_field));
  Constant constant{.name = head.name, .shape = head.shape, .content = {}};
  const auto type = find_data_type(artifact::onnx::element_type_of(head.data_type));
  const auto elements = elements_of(head.shape);
  if (!elements)
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("tensor \"{}\" has no size", head.name));
  if (!type || !is_read(*type) || *elements > most || head.is_external || head.location)
    return constant;
  const std::size_t bytes = *elements * size_of(*type);
  STACMLM_TRY(const Stored stored, read_stored(message, *elements, bytes));
  Tensor tensor(*type, head.shape);
  if (stored.bytes.size() == bytes && stored.integers.empty()) {
    if (bytes > 0) std::memcpy(tensor.data(), stored.bytes.data(), bytes);
  } else if (stored.integers.size() == *elements && stored.bytes.empty() &&
             *type != DataType::kFloat32 && *type != DataType::kFloat64) {
    store(stored.integers, tensor);
  } else {
    return base::fail(
        base::ErrorKind::kInvalidDocument,
        fmt::format("tensor \"{}\" has not the data that its shape needs", head.name));
  }
  if (*type == DataType::kBool)  // any other byte than 0 and 1 is no bool
    for (char* byte = static_cast<char*>(tensor.data());
         byte != static_cast<char*>(tensor.data()) + bytes; ++byte)
      *byte = *byte != 0 ? 1 : 0;
  constant.content = std::move(tensor);
  return constant;
}

}  // namespace stacmlm::run::graph
