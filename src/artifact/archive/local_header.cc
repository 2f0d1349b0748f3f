// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/local_header.h"

#include "artifact/archive/records.h"

namespace stacmlm::artifact {
namespace {

struct Sizes {
  std::uint64_t packed = 0;
  std::uint64_t whole = 0;
};

/// Sizes that 32 bits do not hold, from the extra field.
base::Result<void> read_zip64(ByteReader& reader, std::uint64_t end, Sizes& sizes) {
  while (end - reader.position() >= 4) {
    STACMLM_TRY(const std::uint16_t id, reader.u16());
    STACMLM_TRY(const std::uint16_t size, reader.u16());
    if (size > end - reader.position()) break;
    if (id != zip::kZip64Field) {
      STACMLM_CHECK(reader.skip(size));
      continue;
    }
    if (size < 16) break;
    STACMLM_TRY(sizes.whole, reader.u64());
    STACMLM_TRY(sizes.packed, reader.u64());
    break;
  }
  return reader.seek(end);
}

/// Checksum and sizes behind the data: with or without a sign, of 32 or 64 bits. Which one it is
/// follows from its length alone.
base::Result<bool> is_descriptor(ByteReader& reader, const ArchiveEntry& entry,
                                 std::uint64_t size) {
  if (size != 12 && size != 16 && size != 20 && size != 24) return false;
  const bool is_signed = size == 16 || size == 24;
  if (is_signed) {
    STACMLM_TRY(const std::string sign,
                reader.text(zip::kDescriptor.size(), zip::kDescriptor.size()));
    if (sign != zip::kDescriptor) return false;
  }
  STACMLM_TRY(const std::uint32_t crc, reader.u32());
  Sizes sizes;
  if (size >= 20) {
    STACMLM_TRY(sizes.packed, reader.u64());
    STACMLM_TRY(sizes.whole, reader.u64());
  } else {
    STACMLM_TRY(sizes.packed, reader.u32());
    STACMLM_TRY(sizes.whole, reader.u32());
  }
  return crc == entry.crc && sizes.packed == entry.packed_size && sizes.whole == entry.size;
}

/// The header itself, behind its sign.
struct Fields {
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  Sizes sizes;
  std::uint16_t name_size = 0;
  std::uint16_t extra_size = 0;

  [[nodiscard]] bool has_descriptor() const { return (flags & ArchiveEntry::kSizesBehind) != 0; }
  /// A number that stands in the descriptor behind the data alone.
  [[nodiscard]] bool is_open(std::uint64_t number) const {
    return has_descriptor() && (number == 0 || number == zip::kFull);
  }
};

base::Result<Fields> read_fields(ByteReader& reader) {
  Fields fields;
  STACMLM_CHECK(reader.skip(2));
  STACMLM_TRY(fields.flags, reader.u16());
  STACMLM_TRY(fields.method, reader.u16());
  STACMLM_CHECK(reader.skip(4));
  STACMLM_TRY(fields.crc, reader.u32());
  STACMLM_TRY(fields.sizes.packed, reader.u32());
  STACMLM_TRY(fields.sizes.whole, reader.u32());
  STACMLM_TRY(fields.name_size, reader.u16());
  STACMLM_TRY(fields.extra_size, reader.u16());
  return fields;
}

/// Reads name and sizes behind the fields, and says what is another there. Ends at the data.
base::Result<void> compare(ByteReader& reader, const ArchiveEntry& entry, Fields& fields,
                           std::vector<std::string>& differences) {
  const auto differs = [&](const char* what) {
    differences.push_back(std::string(what) + " differs between its header and the directory");
  };
  const std::uint64_t data = reader.position() + fields.name_size + fields.extra_size;
  if (fields.flags != entry.flags) differs("how it is kept");
  if (fields.method != entry.method) differs("how it is packed");
  if (fields.name_size == entry.name.size()) {
    STACMLM_TRY(const std::string name, reader.text(fields.name_size, fields.name_size));
    if (name != entry.name) differs("its name");
  } else {
    differs("its name");
    STACMLM_CHECK(reader.skip(fields.name_size));
  }
  Sizes& sizes = fields.sizes;
  if (sizes.packed == zip::kFull || sizes.whole == zip::kFull) {
    STACMLM_CHECK(read_zip64(reader, data, sizes));
  }
  if (fields.crc != entry.crc && !fields.is_open(fields.crc)) differs("its checksum");
  const bool has_sizes = (sizes.packed == entry.packed_size || fields.is_open(sizes.packed)) &&
                         (sizes.whole == entry.size || fields.is_open(sizes.whole));
  if (!has_sizes) differs("its size");
  return reader.seek(data);
}

base::Result<LocalHeader> read_whole(ByteReader& reader, const ArchiveEntry& entry,
                                     std::uint64_t next) {
  LocalHeader header;
  STACMLM_TRY(Fields fields, read_fields(reader));
  const std::uint64_t behind_fields = std::uint64_t{fields.name_size} + fields.extra_size;
  if (behind_fields > reader.left() || entry.packed_size > reader.left() - behind_fields) {
    header.differences.emplace_back("lies in the directory");
    return header;
  }
  STACMLM_CHECK(compare(reader, entry, fields, header.differences));
  STACMLM_CHECK(reader.skip(entry.packed_size));
  header.end = reader.position();
  const bool is_told = fields.crc == entry.crc && fields.sizes.packed == entry.packed_size &&
                       fields.sizes.whole == entry.size;
  if (!fields.has_descriptor() || next < header.end || (next == header.end && is_told))
    return header;
  STACMLM_TRY(const bool is_right, is_descriptor(reader, entry, next - header.end));
  if (!is_right)
    header.differences.emplace_back("what stands behind its data does not describe it");
  header.end = next;
  return header;
}

}  // namespace

base::Result<LocalHeader> read_local_header(ByteReader& reader, const ArchiveEntry& entry,
                                            std::uint64_t next) {
  LocalHeader none;
  none.differences.emplace_back("has no header where the directory says");
  if (entry.header > reader.end() || reader.end() - entry.header < zip::kLocalSize) return none;
  STACMLM_CHECK(reader.seek(entry.header));
  STACMLM_TRY(const std::string sign, reader.text(zip::kLocal.size(), zip::kLocal.size()));
  if (sign != zip::kLocal) return none;
  return read_whole(reader, entry, next);
}

}  // namespace stacmlm::artifact
