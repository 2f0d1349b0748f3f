// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// Reads a part of a Source from its beginning to its end, through a small buffer; skips without
/// reading. Reading beyond the end is an Error (`kInvalidDocument`).
class ByteReader {
 public:
  /// Bytes [begin, end) of the source, which must outlive the reader. `end` is cut to the size.
  ByteReader(const Source& source, std::uint64_t begin, std::uint64_t end);
  explicit ByteReader(const Source& source) : ByteReader(source, 0, source.size()) {}

  [[nodiscard]] std::uint64_t position() const { return position_; }
  [[nodiscard]] std::uint64_t end() const { return end_; }
  [[nodiscard]] std::uint64_t left() const { return end_ - position_; }
  [[nodiscard]] const Source& source() const { return *source_; }
  /// A reader of the next `size` bytes, which this one has then passed.
  base::Result<ByteReader> part(std::uint64_t size);

  base::Result<void> skip(std::uint64_t size);
  /// To a place of the source within [begin, end].
  base::Result<void> seek(std::uint64_t position);

  base::Result<std::uint8_t> u8();
  base::Result<std::uint16_t> u16();  ///< little-endian, as the next two
  base::Result<std::uint32_t> u32();
  base::Result<std::uint64_t> u64();
  /// The next `size` bytes, 8 at most, as a little-endian number.
  base::Result<std::uint64_t> number(unsigned size);
  /// Base 128, as protocol buffers write it; at most ten bytes.
  base::Result<std::uint64_t> varint();
  /// The next `size` bytes. An Error if that is more than `limit`, before anything is allocated.
  base::Result<std::string> text(std::uint64_t size, std::size_t limit);
  /// Up to and with the next line feed, without it; at most `limit` bytes.
  base::Result<std::string> line(std::size_t limit);

 private:
  base::Result<void> fill(std::size_t size);
  template <class Number>
  base::Result<Number> number_of_type();

  const Source* source_;
  std::uint64_t begin_;
  std::uint64_t end_;
  std::uint64_t position_;
  std::vector<char> buffer_;  // bytes of the source from buffer_begin_ on
  std::uint64_t buffer_begin_ = 0;
};

}  // namespace stacmlm::artifact
