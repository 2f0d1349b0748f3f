// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/table.h"

#include <fmt/format.h>

#include <string>

#include "artifact/bytes/byte_reader.h"

namespace stacmlm::artifact::saved_model {
namespace {

constexpr std::uint64_t kMagic = 0xdb4775248b80fb57;
constexpr std::uint64_t kFooter = 48;  // bytes
constexpr std::uint64_t kTrailer = 5;  // ... behind each block: how it is packed, checksum
constexpr std::size_t kLongestKey = 4096;

/// Where a block stands.
struct Handle {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

base::Result<Handle> read_handle(ByteReader& reader) {
  Handle handle;
  STACMLM_TRY(handle.offset, reader.varint());
  STACMLM_TRY(handle.size, reader.varint());
  return handle;
}

base::Result<std::string> read_block(const Source& source, const Handle& handle,
                                     std::size_t limit) {
  ByteReader reader(source);
  STACMLM_CHECK(reader.seek(handle.offset));
  STACMLM_TRY(std::string block, reader.text(handle.size, limit));
  STACMLM_TRY(const std::uint8_t packing, reader.u8());
  if (packing != 0)
    return base::fail(base::ErrorKind::kUnsupported, "a packed block in the index of variables");
  return block;
}

/// Each key has what it shares with the one before as a number.
base::Result<void> read_entries(std::string_view block, const Visit& visit) {
  constexpr std::uint64_t kNumber = 4;  // bytes
  const auto source = source_of(block, "");
  ByteReader tail(*source);
  if (block.size() < kNumber) return malformed("a block without an end");
  STACMLM_CHECK(tail.seek(block.size() - kNumber));
  STACMLM_TRY(const std::uint32_t restarts, tail.u32());
  if (restarts > (block.size() - kNumber) / kNumber) return malformed("a block without an end");
  ByteReader reader(*source, 0, block.size() - kNumber - restarts * kNumber);
  std::string key;
  while (reader.left() > 0) {
    STACMLM_TRY(const std::uint64_t shared, reader.varint());
    STACMLM_TRY(const std::uint64_t own, reader.varint());
    STACMLM_TRY(const std::uint64_t value_size, reader.varint());
    if (shared > key.size()) return malformed("a key that shares more than there is");
    STACMLM_TRY(const std::string rest, reader.text(own, kLongestKey));
    if (shared + rest.size() > kLongestKey) return over_limit("a key of more than 4096 bytes");
    key.resize(static_cast<std::size_t>(shared));
    key += rest;
    const std::uint64_t begin = reader.position();
    STACMLM_CHECK(reader.skip(value_size));
    STACMLM_CHECK(visit(key, block.substr(begin, value_size)));
  }
  return {};
}

}  // namespace

base::Result<void> read_table(const Source& source, const InspectLimits& limits,
                              const Visit& visit) {
  if (source.size() < kFooter) return malformed("the index of variables is too short");
  ByteReader footer(source, source.size() - kFooter, source.size());
  STACMLM_CHECK(read_handle(footer));  // of what describes the blocks
  STACMLM_TRY(const Handle index, read_handle(footer));
  STACMLM_CHECK(footer.seek(source.size() - sizeof kMagic));
  STACMLM_TRY(const std::uint64_t magic, footer.u64());
  if (magic != kMagic) return malformed("the index of variables is no table");
  STACMLM_TRY(const std::string blocks, read_block(source, index, limits.header_bytes));
  // One behind the other, so that none is read twice.
  std::uint64_t end = 0;
  return read_entries(blocks, [&](std::string_view, std::string_view value) -> base::Result<void> {
    const auto inner = source_of(value, "");
    ByteReader reader(*inner);
    STACMLM_TRY(const Handle handle, read_handle(reader));
    if (handle.offset < end || handle.offset > source.size() ||
        handle.size > source.size() - handle.offset)
      return malformed("blocks of the index of variables overlap");
    end = handle.offset + handle.size + kTrailer;
    STACMLM_TRY(const std::string block, read_block(source, handle, limits.header_bytes));
    return read_entries(block, visit);
  });
}

}  // namespace stacmlm::artifact::saved_model
