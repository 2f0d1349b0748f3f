// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace stacmlm::model_files {

/// Appends numbers as model files have them: little-endian, or base 128.
class ByteWriter {
 public:
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  ByteWriter& u8(std::uint8_t number) { return little_endian(number, 1); }
  ByteWriter& u16(std::uint16_t number) { return little_endian(number, 2); }
  ByteWriter& u32(std::uint32_t number) { return little_endian(number, 4); }
  ByteWriter& u64(std::uint64_t number) { return little_endian(number, 8); }
  ByteWriter& f32(float number) { return u32(std::bit_cast<std::uint32_t>(number)); }
  ByteWriter& varint(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7U) u8(static_cast<std::uint8_t>(number | 0x80U));
    return u8(static_cast<std::uint8_t>(number));
  }
  ByteWriter& text(std::string_view text) {
    bytes_.append(text);
    return *this;
  }
  ByteWriter& zeros(std::size_t count) {
    bytes_.append(count, '\0');
    return *this;
  }

 private:
  ByteWriter& little_endian(std::uint64_t number, int size) {
    for (int i = 0; i < size; ++i, number >>= 8U)
      bytes_.push_back(static_cast<char>(number & 0xFF));
    return *this;
  }

  std::string bytes_;
};

}  // namespace stacmlm::model_files
