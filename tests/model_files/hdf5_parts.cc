// SPDX-License-Identifier: Apache-2.0
#include "model_files/hdf5_parts.h"

#include <bit>

#include "model_files/byte_writer.h"

namespace stacmlm::model_files {
namespace {

std::string float_type(std::uint32_t size, std::uint8_t exponent, std::uint8_t mantissa,
                       std::uint32_t bias) {
  ByteWriter type;
  type.u8(0x11).u8(0x20).u8(static_cast<std::uint8_t>(size * 8 - 1)).u8(0).u32(size);
  type.u16(0).u16(static_cast<std::uint16_t>(size * 8));
  return type.u8(mantissa).u8(exponent).u8(0).u8(mantissa).u32(bias).bytes();
}

}  // namespace

std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t a = 0xDEADBEEFU + static_cast<std::uint32_t>(bytes.size());
  std::uint32_t b = a;
  std::uint32_t c = a;
  const auto word = [&](std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i)
      number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return number;
  };
  const auto mix = [](std::uint32_t& x, std::uint32_t& y, std::uint32_t& z, int turn) {
    x -= z;
    x ^= std::rotl(z, turn);
    z += y;
  };
  std::size_t at = 0;
  for (; bytes.size() - at > 12; at += 12) {
    a += word(at);
    b += word(at + 4);
    c += word(at + 8);
    mix(a, b, c, 4);
    mix(b, c, a, 6);
    mix(c, a, b, 8);
    mix(a, b, c, 16);
    mix(b, c, a, 19);
    mix(c, a, b, 4);
  }
  if (at == bytes.size()) return c;
  a += word(at);
  b += word(at + 4);
  c += word(at + 8);
  const auto end = [](std::uint32_t& x, std::uint32_t y, int turn) {
    x ^= y;
    x -= std::rotl(y, turn);
  };
  end(c, b, 14);
  end(a, c, 11);
  end(b, a, 25);
  end(c, b, 16);
  end(a, c, 4);
  end(b, a, 14);
  end(c, b, 24);
  return c;
}

std::string padded(std::string text) {
  text.resize((text.size() + 7) / 8 * 8);
  return text;
}

std::string integer_type(std::uint32_t size, bool is_signed) {
  ByteWriter type;
  type.u8(0x10).u8(is_signed ? 8 : 0).u8(0).u8(0).u32(size);
  return type.u16(0).u16(static_cast<std::uint16_t>(size * 8)).bytes();
}

std::string datatype(const std::string& name) {
  if (name == "float16") return float_type(2, 5, 10, 15);
  if (name == "float64") return float_type(8, 11, 52, 1023);
  if (name == "int8") return integer_type(1, true);
  if (name == "uint8") return integer_type(1, false);
  if (name == "int32") return integer_type(4, true);
  if (name == "int64") return integer_type(8, true);
  if (name == "bool") {
    ByteWriter type;
    type.u8(0x18).u8(2).u8(0).u8(0).u32(1).text(integer_type(1, true));
    return type.text(padded("FALSE\0")).text(padded("TRUE\0")).u8(0).u8(1).bytes();
  }
  return float_type(4, 8, 23, 127);
}

std::uint64_t size_of(const std::string& type) {
  if (type.ends_with("64")) return 8;
  if (type.ends_with("16")) return 2;
  return type.ends_with("32") ? 4 : 1;
}

std::string dataspace(const std::vector<std::uint64_t>& shape) {
  ByteWriter space;
  space.u8(1).u8(static_cast<std::uint8_t>(shape.size())).zeros(6);
  for (const std::uint64_t size : shape) space.u64(size);
  return space.bytes();
}

}  // namespace stacmlm::model_files
