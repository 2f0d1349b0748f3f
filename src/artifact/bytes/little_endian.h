// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stacmlm::artifact {

/// The number that these bytes, 8 at most, are: the lowest first.
inline std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

/// Appends a number, its lowest byte first.
inline void append_little_endian(std::string& to, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i, number >>= 8U) to += static_cast<char>(number & 0xFFU);
}
inline void append_u16(std::string& to, std::uint64_t number) {
  append_little_endian(to, number, 2);
}
inline void append_u32(std::string& to, std::uint64_t number) {
  append_little_endian(to, number, 4);
}
inline void append_u64(std::string& to, std::uint64_t number) {
  append_little_endian(to, number, 8);
}

/// Appends a number in base 128, as protocol buffers write it.
inline void append_varint(std::string& to, std::uint64_t number) {
  for (; number >= 0x80U; number >>= 7U) to += static_cast<char>((number & 0x7FU) | 0x80U);
  to += static_cast<char>(number);
}

}  // namespace stacmlm::artifact
