// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "artifact/archive/records.h"
#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {
namespace {

constexpr std::size_t kLongestComment = 65535;
constexpr std::size_t kLongestPath = 65535;  // what its length can say
constexpr std::size_t kMostEntries = 1'000'000;

base::Result<bool> begins_with(ByteReader& reader, std::string_view sign) {
  STACMLM_TRY(const std::string found, reader.text(sign.size(), sign.size()));
  return found == sign;
}

/// The end record, and what else in the last bytes of the file could be taken for it.
struct End {
  std::uint64_t at = 0;
  std::uint64_t behind = 0;  ///< bytes behind the record and its comment; more than there are: cut
  bool has_rival = false;
};

std::uint64_t comment_size(std::string_view record) {
  return static_cast<unsigned char>(record[20]) |
         static_cast<std::uint64_t>(static_cast<unsigned char>(record[21])) << 8U;
}

base::Result<End> find_end(const Source& source) {
  const auto tail_size = static_cast<std::size_t>(
      std::min<std::uint64_t>(source.size(), zip::kEndSize + kLongestComment));
  if (tail_size < zip::kEndSize) return malformed("too short for a zip archive");
  std::string text(tail_size, '\0');
  STACMLM_CHECK(source.read(source.size() - tail_size, text));
  const std::string_view tail = text;
  const std::size_t at = tail.rfind(zip::kEnd, tail_size - zip::kEndSize);
  if (at == std::string_view::npos) return malformed("a zip archive without its directory");
  const std::size_t last = tail_size - at - zip::kEndSize;
  End end{source.size() - tail_size + at, last - comment_size(tail.substr(at)), false};
  for (std::size_t other = tail.find(zip::kEnd); other < at;
       other = tail.find(zip::kEnd, other + 1)) {
    // A reader that goes by the length of the comment takes the one that fits.
    if (comment_size(tail.substr(other)) == tail_size - other - zip::kEndSize) end.has_rival = true;
  }
  return end;
}

bool is_same(const ArchiveDirectory& a, const ArchiveDirectory& b) {
  return a.begin == b.begin && a.size == b.size && a.count == b.count;
}

/// The record of ZIP64, if there is a locator of it before the end record.
base::Result<bool> read_end64(const Source& source, std::uint64_t end,
                              ArchiveDirectory& directory) {
  if (end < zip::kEnd64LocatorSize) return false;
  ByteReader locator(source, end - zip::kEnd64LocatorSize, end);
  STACMLM_TRY(const bool has_locator, begins_with(locator, zip::kEnd64Locator));
  if (!has_locator) return false;
  STACMLM_CHECK(locator.skip(4));
  STACMLM_TRY(const std::uint64_t at, locator.u64());
  if (at >= end) return malformed("a ZIP64 archive without its directory");
  ByteReader reader(source, at, end);
  STACMLM_TRY(const bool is_it, begins_with(reader, zip::kEnd64));
  if (!is_it) return malformed("a ZIP64 archive without its directory");
  if (at + zip::kEnd64Size + zip::kEnd64LocatorSize != end)
    directory.doubts.emplace_back("bytes stand between the records of its end");
  STACMLM_CHECK(reader.skip(28));
  STACMLM_TRY(directory.count, reader.u64());
  STACMLM_TRY(directory.size, reader.u64());
  STACMLM_TRY(directory.begin, reader.u64());
  directory.end_record = at;
  directory.is_zip64 = true;
  return true;
}

base::Result<ArchiveDirectory> read_end(const Source& source) {
  STACMLM_TRY(const End end, find_end(source));
  ByteReader reader(source, end.at + 4, end.at + zip::kEndSize);
  ArchiveDirectory directory;
  directory.end_record = end.at;
  if (end.has_rival) directory.doubts.emplace_back("has more than one end record");
  if (end.behind != 0) directory.doubts.emplace_back("other bytes stand behind its end");
  STACMLM_TRY(const std::uint32_t disks, reader.u32());
  STACMLM_TRY(const std::uint16_t here, reader.u16());
  STACMLM_TRY(directory.count, reader.u16());
  STACMLM_TRY(directory.size, reader.u32());
  STACMLM_TRY(directory.begin, reader.u32());
  if (here != directory.count || (disks != 0 && disks != zip::kFull))
    directory.doubts.emplace_back("is said to be one part of several");
  ArchiveDirectory large = directory;
  STACMLM_TRY(const bool has_large, read_end64(source, end.at, large));
  const bool is_full = directory.count == zip::kFull16 || directory.size == zip::kFull ||
                       directory.begin == zip::kFull;
  if (is_full && !has_large) return malformed("a ZIP64 archive without its directory");
  if (has_large) {
    if (!is_full && !is_same(directory, large))
      large.doubts.emplace_back("states two different directories at its end");
    directory = std::move(large);
  }
  if (directory.begin > directory.end_record ||
      directory.size > directory.end_record - directory.begin)
    return malformed("the directory of the zip archive lies outside of it");
  // Python's zipfile looks for the directory right before the end record, others at its place.
  if (directory.begin + directory.size != directory.end_record)
    directory.doubts.emplace_back("bytes stand between its directory and its end record");
  return directory;
}

// Sizes that do not fit stand in an extra field, in this order, each only if its 32 bits are full.
base::Result<void> read_zip64(ByteReader& field, ArchiveEntry& entry) {
  for (std::uint64_t* number : {&entry.size, &entry.packed_size, &entry.header}) {
    if (*number != zip::kFull) continue;
    STACMLM_TRY(*number, field.u64());
  }
  return {};
}

// Of each kind of field the first one counts.
base::Result<void> read_extra(ByteReader& reader, std::uint64_t end, ArchiveEntry& entry) {
  bool is_sized = false;
  bool is_named = false;
  while (end - reader.position() >= 4) {
    STACMLM_TRY(const std::uint16_t id, reader.u16());
    STACMLM_TRY(const std::uint16_t size, reader.u16());
    if (size > end - reader.position())
      return malformed("the directory of the zip archive is broken");
    const std::uint64_t behind = reader.position() + size;
    if (id == zip::kZip64Field && !std::exchange(is_sized, true)) {
      STACMLM_TRY(ByteReader field, reader.part(size));
      STACMLM_CHECK(read_zip64(field, entry));
    } else if (id == zip::kUnicodeNameField && size >= 5 && !std::exchange(is_named, true)) {
      STACMLM_CHECK(reader.skip(5));
      STACMLM_TRY(const std::string name, reader.text(size - 5U, kLongestPath));
      entry.has_other_name = name != entry.name;
    }
    STACMLM_CHECK(reader.seek(behind));
  }
  return reader.seek(end);
}

// Of a program that keeps the modes of Unix.
bool is_special(std::uint16_t made_by, std::uint32_t attributes) {
  constexpr std::uint16_t kUnix = 3;
  const std::uint32_t type = attributes >> 28U;  // of st_mode
  return made_by >> 8U == kUnix && type != 0 && type != 4 && type != 8;
}

base::Result<ArchiveEntry> read_entry(ByteReader& reader) {
  ArchiveEntry entry;
  STACMLM_TRY(const bool is_record, begins_with(reader, zip::kCentral));
  if (!is_record) return malformed("the directory of the zip archive is broken");
  STACMLM_TRY(const std::uint16_t made_by, reader.u16());
  STACMLM_CHECK(reader.skip(2));
  STACMLM_TRY(entry.flags, reader.u16());
  STACMLM_TRY(entry.method, reader.u16());
  STACMLM_CHECK(reader.skip(4));
  STACMLM_TRY(entry.crc, reader.u32());
  STACMLM_TRY(entry.packed_size, reader.u32());
  STACMLM_TRY(entry.size, reader.u32());
  STACMLM_TRY(const std::uint16_t name_size, reader.u16());
  STACMLM_TRY(const std::uint16_t extra_size, reader.u16());
  STACMLM_TRY(const std::uint16_t comment_size, reader.u16());
  STACMLM_CHECK(reader.skip(4));
  STACMLM_TRY(const std::uint32_t attributes, reader.u32());
  entry.is_special = is_special(made_by, attributes);
  STACMLM_TRY(entry.header, reader.u32());
  STACMLM_TRY(entry.name, reader.text(name_size, kLongestPath));
  if (extra_size > reader.left()) return malformed("the directory of the zip archive is broken");
  STACMLM_CHECK(read_extra(reader, reader.position() + extra_size, entry));
  STACMLM_CHECK(reader.skip(comment_size));
  return entry;
}

}  // namespace

base::Result<bool> has_end_record(const Source& source) {
  const auto end = find_end(source);
  if (!end && !is_about_content(end.error())) return tl::unexpected(end.error());
  return end.has_value();
}

base::Result<ArchiveDirectory> read_directory(const Source& source, std::size_t most_bytes) {
  STACMLM_TRY(ArchiveDirectory directory, read_end(source));
  if (directory.count > kMostEntries) return over_limit("a zip archive of too many entries");
  if (directory.size > most_bytes) return over_limit("a zip archive whose directory is too large");
  ByteReader reader(source, directory.begin, directory.begin + directory.size);
  // Reading all entries takes no longer than reading the file does.
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    STACMLM_TRY(ArchiveEntry entry, read_entry(reader));
    if (entry.packed_size > source.size() - total)
      return malformed("entries of the zip archive overlap");
    total += entry.packed_size;
    directory.entries.push_back(std::move(entry));
  }
  if (reader.left() != 0)
    directory.doubts.emplace_back("its directory is longer than the entries that it counts");
  return directory;
}

}  // namespace stacmlm::artifact
