// SPDX-License-Identifier: Apache-2.0
#include "artifact/bytes/byte_reader.h"
#include "artifact/bytes/little_endian.h"
#include "artifact/collector.h"
#include "artifact/embed/pieces.h"
#include "artifact/embedded_item.h"

namespace stacmlm::artifact {
namespace {

// Tags: the field's number and, in the low bits, the encoding: 2 is bytes of a stated length.
constexpr std::uint64_t kMetadataTag = (14U << 3U) | 2U;
constexpr std::uint64_t kKeyTag = (1U << 3U) | 2U;
constexpr std::uint64_t kValueTag = (2U << 3U) | 2U;

base::Result<void> skip_value(ByteReader& reader, std::uint64_t tag) {
  switch (tag & 7U) {
    case 0: {
      STACMLM_CHECK(reader.varint());
      return {};
    }
    case 1:
      return reader.skip(8);
    case 2: {
      STACMLM_TRY(const std::uint64_t size, reader.varint());
      return reader.skip(size);
    }
    case 5:
      return reader.skip(4);
    default:
      return malformed("a field of no known encoding");
  }
}

/// True if the entry of `metadata_props` has our key.
base::Result<bool> is_item(ByteReader entry) {
  bool is_ours = false;
  while (entry.left() > 0) {
    STACMLM_TRY(const std::uint64_t tag, entry.varint());
    if (tag != kKeyTag) {
      STACMLM_CHECK(skip_value(entry, tag));
      continue;
    }
    STACMLM_TRY(const std::uint64_t size, entry.varint());
    STACMLM_TRY(ByteReader key, entry.part(size));
    if (size != kItemKey.size()) {
      is_ours = false;
      continue;
    }
    STACMLM_TRY(const std::string text, key.text(size, kItemKey.size()));
    is_ours = text == kItemKey;
  }
  return is_ours;
}

void append_bytes(std::string& to, std::uint64_t tag, std::string_view bytes) {
  append_varint(to, tag);
  append_varint(to, bytes.size());
  to.append(bytes);
}

}  // namespace

base::Result<void> embed_in_onnx(const Source& file, std::string_view item, Pieces& pieces) {
  ByteReader reader(file);
  std::uint64_t kept_from = 0;
  while (reader.left() > 0) {
    const std::uint64_t begin = reader.position();
    STACMLM_TRY(const std::uint64_t tag, reader.varint());
    if (tag != kMetadataTag) {
      STACMLM_CHECK(skip_value(reader, tag));
      continue;
    }
    STACMLM_TRY(const std::uint64_t size, reader.varint());
    STACMLM_TRY(ByteReader entry, reader.part(size));
    STACMLM_TRY(const bool is_former, is_item(std::move(entry)));
    if (!is_former) continue;
    pieces.copy(kept_from, begin);
    kept_from = reader.position();
  }
  pieces.copy(kept_from, file.size());
  std::string entry;
  append_bytes(entry, kKeyTag, kItemKey);
  append_bytes(entry, kValueTag, item);
  std::string field;
  append_bytes(field, kMetadataTag, entry);
  pieces.add(std::move(field));
  return {};
}

}  // namespace stacmlm::artifact
