// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::flatbuffer {

class Table;

/// A flatbuffer in a Source, read by place through a few blocks of memory. Every offset is compared
/// with the size before it is used. Tables may share parts, so a small file can describe a large
/// tree; what is visited is therefore counted, and an Error once it is many times the file.
class Buffer {
 public:
  /// Bytes [begin, end) of the source, which must outlive the buffer.
  Buffer(const Source& source, std::uint64_t begin, std::uint64_t end);
  explicit Buffer(const Source& source) : Buffer(source, 0, source.size()) {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The table that the first four bytes lead to.
  [[nodiscard]] base::Result<Table> root();

  /// A little-endian number at a place, sign and fraction included.
  template <class Number>
  [[nodiscard]] base::Result<Number> number(std::uint64_t at);
  [[nodiscard]] base::Result<std::string> text(std::uint64_t at, std::size_t limit);
  /// Where the offset at that place leads to: forwards, inside the buffer.
  [[nodiscard]] base::Result<std::uint64_t> follow(std::uint64_t at);
  /// Accounts for bytes that are visited.
  [[nodiscard]] base::Result<void> visit(std::uint64_t bytes);

 private:
  [[nodiscard]] base::Result<void> read(std::uint64_t at, char* to, std::size_t size);

  struct Block {
    std::uint64_t index = std::numeric_limits<std::uint64_t>::max();
    std::vector<char> bytes;
  };

  const Source* source_;
  std::uint64_t begin_;
  std::uint64_t size_;
  std::uint64_t visits_left_;
  std::size_t block_size_;
  std::array<Block, 16> blocks_;
};

/// Elements behind one another: numbers, or offsets to tables and texts. Empty if absent.
class Vector {
 public:
  Vector() = default;
  Vector(Buffer& buffer, std::uint64_t begin, std::uint32_t size)
      : buffer_(&buffer), begin_(begin), size_(size) {}

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// Where the first element stands.
  [[nodiscard]] std::uint64_t begin() const { return begin_; }
  /// @pre index < size(), and the vector was asked for with elements of this size
  template <class Number>
  [[nodiscard]] base::Result<Number> number(std::uint32_t index) const {
    return buffer_->number<Number>(begin_ + std::uint64_t{index} * sizeof(Number));
  }
  /// @pre as above, with elements of four bytes
  [[nodiscard]] base::Result<Table> table(std::uint32_t index) const;

 private:
  Buffer* buffer_ = nullptr;
  std::uint64_t begin_ = 0;
  std::uint32_t size_ = 0;
};

/// A table: fields by number, each there or not.
class Table {
 public:
  static base::Result<Table> at(Buffer& buffer, std::uint64_t position);

  [[nodiscard]] bool has(unsigned field) const;
  /// The number, or `absent`.
  template <class Number>
  [[nodiscard]] base::Result<Number> number(unsigned field,
                                            std::type_identity_t<Number> absent) const {
    STACMLM_TRY(const std::uint64_t place, place_of(field, sizeof(Number)));
    if (place == 0) return absent;
    return buffer_->number<Number>(place);
  }
  /// The text, or nothing; an Error beyond `limit` bytes.
  [[nodiscard]] base::Result<std::optional<std::string>> text(unsigned field,
                                                              std::size_t limit) const;
  /// The vector, all of which lies in the buffer; empty if absent.
  [[nodiscard]] base::Result<Vector> vector(unsigned field, std::size_t element_size) const;
  [[nodiscard]] base::Result<std::optional<Table>> table(unsigned field) const;

 private:
  Table() = default;
  [[nodiscard]] base::Result<std::uint64_t> place_of(unsigned field, std::size_t size) const;

  static constexpr unsigned kMostFields =
      32;  // more than any schema here has; later ones stay unread

  Buffer* buffer_ = nullptr;
  std::uint64_t position_ = 0;
  std::uint16_t size_ = 0;  // of the table's inline part
  unsigned fields_ = 0;
  std::array<std::uint16_t, kMostFields> offsets_{};
};

}  // namespace stacmlm::artifact::flatbuffer
