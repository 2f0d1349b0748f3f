// SPDX-License-Identifier: Apache-2.0
#include "run/postprocess/numbers.h"

namespace stacmlm::run {
namespace {

constexpr unsigned kHalfExponentBias = 15;

template <class T>
float read_number(const void* data, std::size_t index) {
  return static_cast<float>(static_cast<const T*>(data)[index]);
}

template <float (*Convert)(std::uint16_t)>
float read_bits(const void* data, std::size_t index) {
  return Convert(static_cast<const std::uint16_t*>(data)[index]);
}

}  // namespace

float from_half(std::uint16_t bits) {
  const unsigned exponent = (bits >> 10U) & 0x1FU;
  const auto fraction = static_cast<float>(bits & 0x3FFU);
  float value = 0;
  if (exponent == 0x1F) {
    value = fraction == 0 ? INFINITY : NAN;
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(fraction + 1024, static_cast<int>(exponent - kHalfExponentBias) - 10);
  }
  return (bits & 0x8000U) != 0 ? -value : value;
}

NumberReader::Read NumberReader::reader_of(const Tensor& tensor) {
  switch (tensor.type()) {
    case DataType::kFloat32:
      return read_number<float>;
    case DataType::kFloat64:
      return read_number<double>;
    case DataType::kInt8:
      return read_number<std::int8_t>;
    case DataType::kInt16:
      return read_number<std::int16_t>;
    case DataType::kInt32:
      return read_number<std::int32_t>;
    case DataType::kInt64:
      return read_number<std::int64_t>;
    case DataType::kUint8:
    case DataType::kBool:
      return read_number<std::uint8_t>;
    case DataType::kUint16:
      return read_number<std::uint16_t>;
    case DataType::kUint32:
      return read_number<std::uint32_t>;
    case DataType::kUint64:
      return read_number<std::uint64_t>;
    case DataType::kFloat16:
      return read_bits<from_half>;
    case DataType::kBfloat16:
      return read_bits<from_bfloat>;
  }
  return read_number<float>;
}

}  // namespace stacmlm::run
