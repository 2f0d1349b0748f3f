// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model_files/byte_writer.h"

namespace stacmlm::model_files {

/// Writes pickles opcode by opcode.
class PickleWriter {
 public:
  /// Nothing is written for protocols 0 and 1, which have no sign.
  explicit PickleWriter(int protocol = 2) {
    if (protocol >= 2) op('\x80').out_.u8(static_cast<std::uint8_t>(protocol));
  }

  PickleWriter& op(char opcode) {
    out_.text(std::string_view(&opcode, 1));
    return *this;
  }
  PickleWriter& ops(std::string_view opcodes) {
    out_.text(opcodes);
    return *this;
  }
  PickleWriter& global(std::string_view module, std::string_view name) {
    out_.text("c").text(module).text("\n").text(name).text("\n");
    return *this;
  }
  PickleWriter& stack_global(std::string_view module, std::string_view name) {
    return short_text(module).short_text(name).op('\x93');
  }
  PickleWriter& text(std::string_view text) {
    op('X').out_.u32(static_cast<std::uint32_t>(text.size())).text(text);
    return *this;
  }
  PickleWriter& short_text(std::string_view text) {
    op('\x8c').out_.u8(static_cast<std::uint8_t>(text.size())).text(text);
    return *this;
  }
  PickleWriter& bytes(std::string_view bytes) {
    op('B').out_.u32(static_cast<std::uint32_t>(bytes.size())).text(bytes);
    return *this;
  }
  PickleWriter& integer(std::int32_t number) {
    op('J').out_.u32(static_cast<std::uint32_t>(number));
    return *this;
  }
  PickleWriter& put(std::uint8_t key) {
    op('q').out_.u8(key);
    return *this;
  }
  PickleWriter& get(std::uint8_t key) {
    op('h').out_.u8(key);
    return *this;
  }
  PickleWriter& raw(std::string_view bytes) {
    out_.text(bytes);
    return *this;
  }

  [[nodiscard]] const std::string& bytes() const { return out_.bytes(); }
  /// With the STOP.
  [[nodiscard]] std::string finish() const { return out_.bytes() + '.'; }

 private:
  ByteWriter out_;
};

}  // namespace stacmlm::model_files
