// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "artifact/bytes/byte_reader.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::protobuf {

enum class WireType : std::uint8_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

/// Fields of an entry in a map.
inline constexpr std::uint32_t kMapKey = 1;
inline constexpr std::uint32_t kMapValue = 2;

/// The number in front of a field.
constexpr std::uint64_t tag_of(std::uint32_t field, WireType type) {
  return std::uint64_t{field} << 3U | static_cast<std::uint64_t>(type);
}

/// One field of a message, without its content if that is bytes.
struct Field {
  std::uint32_t number = 0;
  WireType type = WireType::kVarint;
  std::uint64_t value = 0;  ///< of a number
  std::uint64_t begin = 0;  ///< of bytes: where they stand in the source
  std::uint64_t end = 0;

  [[nodiscard]] bool is_bytes() const { return type == WireType::kBytes; }
  [[nodiscard]] bool is_varint() const { return type == WireType::kVarint; }
  [[nodiscard]] std::uint64_t size() const { return end - begin; }
};

/// Walks the fields of one message of protocol buffers. Nested messages are walked on the same
/// reader, one inside the other, and skipped if nobody does. As in all readers of this encoding,
/// fields may come in any order and more than once; of single values the last one counts.
///
/// ```cpp
/// protobuf::Message message(reader);
/// return message.each([&](const protobuf::Field& field) -> base::Result<void> {
///   if (field.number == 7 && field.is_bytes()) return read_graph(message.nested(field));
///   return {};
/// });
/// ```
class Message {
 public:
  /// All that the reader has. The reader must outlive the message.
  explicit Message(ByteReader& reader)
      : reader_(&reader), position_(reader.position()), end_(reader.end()) {}

  /// Where the next field begins.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// The next field; false at the end. After an Error about the length of bytes, `field` still has
  /// its number and type.
  base::Result<bool> next(Field& field);
  /// Hands all that are left to `visit`, which returns a Result<void>; stops at the first Error.
  template <class Visit>
  base::Result<void> each(const Visit& visit);
  /// An Error if something in it is no field.
  base::Result<void> check() {
    return each([](const Field&) -> base::Result<void> { return {}; });
  }
  /// The message in a field. @pre field.is_bytes()
  [[nodiscard]] Message nested(const Field& field) const {
    return {*reader_, field.begin, field.end};
  }
  /// The content of a field; an Error if it has more than `limit` bytes. @pre field.is_bytes()
  [[nodiscard]] base::Result<std::string> text(const Field& field, std::size_t limit) const;
  /// Appends the number, or the packed numbers, of a field that may have several; an Error if there
  /// come to be more than `most`. Nothing for a field that has none.
  base::Result<void> append_integers(const Field& field, std::vector<std::int64_t>& to,
                                     std::size_t most) const;

 private:
  Message(ByteReader& reader, std::uint64_t begin, std::uint64_t end)
      : reader_(&reader), position_(begin), end_(end) {}

  ByteReader* reader_;
  std::uint64_t position_;
  std::uint64_t end_;
};

template <class Visit>
base::Result<void> Message::each(const Visit& visit) {
  Field field;
  for (;;) {
    STACMLM_TRY(const bool is_there, next(field));
    if (!is_there) return {};
    STACMLM_CHECK(visit(std::as_const(field)));
  }
}

}  // namespace stacmlm::artifact::protobuf
