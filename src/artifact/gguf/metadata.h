// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"

namespace stacmlm::artifact::gguf {

/// The numbers of a file: counts and lengths have 32 bits in version 1, and 64 from then on.
class Numbers {
 public:
  explicit Numbers(std::uint32_t version) : is_short_(version == 1) {}
  [[nodiscard]] unsigned size() const { return is_short_ ? 4 : 8; }
  base::Result<std::uint64_t> count(ByteReader& reader) const;
  /// A text: its length, then its bytes; at most `limit`.
  base::Result<std::string> text(ByteReader& reader, std::size_t limit) const;

 private:
  bool is_short_;
};

/// What of the metadata the rest of the file depends on.
struct Layout {
  std::uint64_t alignment = 32;
};

/// Reads `count` keys with their values. Single values are kept as metadata, labels as classes;
/// other lists are passed over.
base::Result<Layout> read_metadata(ByteReader& reader, const Numbers& numbers, std::uint64_t count,
                                   Collector& collector);

}  // namespace stacmlm::artifact::gguf
