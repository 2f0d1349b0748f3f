// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model_files/byte_writer.h"
#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Appends the fields of a message of protocol buffers. Fields of bytes may be holes: counted and
/// not written.
class ProtoWriter {
 public:
  [[nodiscard]] const std::string& bytes() const { return out_.bytes(); }
  [[nodiscard]] const std::vector<Hole>& holes() const { return holes_; }

  ProtoWriter& number(std::uint32_t field, std::uint64_t value);
  ProtoWriter& text(std::uint32_t field, std::string_view text);
  ProtoWriter& message(std::uint32_t field, const ProtoWriter& message);
  ProtoWriter& packed(std::uint32_t field, const std::vector<std::int64_t>& numbers);
  ProtoWriter& fixed32(std::uint32_t field, std::uint32_t value);
  ProtoWriter& hole(std::uint32_t field, std::uint64_t size);
  /// Bytes that are no field.
  ProtoWriter& raw(std::string_view bytes);

 private:
  void tag(std::uint32_t field, std::uint32_t type);

  ByteWriter out_;
  std::vector<Hole> holes_;
  std::uint64_t hole_bytes_ = 0;
};

}  // namespace stacmlm::model_files
