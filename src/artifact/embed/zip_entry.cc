// SPDX-License-Identifier: Apache-2.0
#include "artifact/embed/zip_entry.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "artifact/archive/records.h"
#include "artifact/bytes/byte_reader.h"
#include "artifact/bytes/little_endian.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {
namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::uint16_t kUtf8Name = 0x0800;
constexpr std::uint16_t kFirstDay = 0x0021;  // of 1980: the same file on every day

/// Where the entry goes: bytes [begin, end) of the old file make room for it.
struct Gap {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool is_last = true;  // no entry behind it
};

Gap gap_of(const ArchiveDirectory& directory, const ArchiveEntry* former) {
  Gap gap{directory.begin, directory.begin, true};
  if (former == nullptr) return gap;
  gap.begin = former->header;
  for (const ArchiveEntry& entry : directory.entries) {
    if (entry.header <= gap.begin) continue;
    gap.end = std::min(gap.end, entry.header);
    gap.is_last = false;
  }
  return gap;
}

struct NewEntry {
  std::string name;
  std::string_view content;
  std::uint32_t crc = 0;
  std::uint64_t header = 0;
};

/// What header and directory have in common, from the version to the length of the name.
void append_facts(std::string& to, const NewEntry& entry, bool is_zip64) {
  append_u16(to, is_zip64 ? 45 : 20);
  append_u16(to, kUtf8Name);
  append_u16(to, ArchiveEntry::kStored);
  append_u16(to, 0);
  append_u16(to, kFirstDay);
  append_u32(to, entry.crc);
  append_u32(to, entry.content.size());
  append_u32(to, entry.content.size());
  append_u16(to, entry.name.size());
}

/// An extra field that readers pass over, as PyTorch writes it. Nothing for none.
std::string padding(std::uint64_t bytes) {
  if (bytes == 0) return {};
  if (bytes < 4) bytes += kAlignment;
  std::string field = "FB";
  append_u16(field, bytes - 4);
  field.append(bytes - 4, '\0');
  return field;
}

std::string local_entry(const NewEntry& entry, const Gap& gap) {
  const std::uint64_t size = zip::kLocalSize + entry.name.size() + entry.content.size();
  const std::uint64_t data = gap.begin + zip::kLocalSize + entry.name.size();
  const std::uint64_t short_by =
      gap.is_last ? kAlignment - data % kAlignment
                  : kAlignment + (gap.end - gap.begin) % kAlignment - size % kAlignment;
  const std::string extra = padding(short_by % kAlignment);
  std::string text(zip::kLocal);
  append_facts(text, entry, false);
  append_u16(text, extra.size());
  text.append(entry.name).append(extra).append(entry.content);
  return text;
}

std::string central_entry(const NewEntry& entry) {
  const bool is_zip64 = entry.header >= zip::kFull;
  std::string text(zip::kCentral);
  append_u16(text, is_zip64 ? 45 : 20);
  append_facts(text, entry, is_zip64);
  append_u16(text, is_zip64 ? 12 : 0);
  text.append(10, '\0');  // comment, disk, attributes
  append_u32(text, std::min(entry.header, zip::kFull));
  text.append(entry.name);
  if (is_zip64) {
    append_u16(text, zip::kZip64Field);
    append_u16(text, 8);
    append_u64(text, entry.header);
  }
  return text;
}

std::uint64_t number_at(std::string_view text, std::size_t at, std::size_t bytes) {
  return little_endian(text.substr(at, bytes));
}

/// Where the record of an entry has the place of its header in 64 bits; 0: nowhere.
std::size_t find_zip64_place(std::string_view record) {
  std::size_t at = zip::kCentralSize + number_at(record, 28, 2);
  const std::size_t end = at + number_at(record, 30, 2);
  while (at + 4 <= end) {
    const std::size_t field = at + 4;
    at = field + number_at(record, at + 2, 2);
    if (number_at(record, field - 4, 2) != zip::kZip64Field) continue;
    // Packed and whole size come first, if they are there.
    const std::size_t place = field + (number_at(record, 20, 4) == zip::kFull ? 8 : 0) +
                              (number_at(record, 24, 4) == zip::kFull ? 8 : 0);
    return at <= end && place + 8 <= at ? place : 0;
  }
  return 0;
}

/// Moves the place that the record of an entry states.
base::Result<void> move_entry(std::string& record, std::uint64_t to) {
  constexpr std::size_t kPlace = 42;
  std::string number;
  if (number_at(record, kPlace, 4) != zip::kFull) {
    if (to >= zip::kFull)
      return over_limit("an entry would lie behind 4 GiB, which its record cannot say");
    append_u32(number, to);
    record.replace(kPlace, 4, number);
    return {};
  }
  const std::size_t place = find_zip64_place(record);
  if (place == 0) return malformed("the record of an entry has no place");
  append_u64(number, to);
  record.replace(place, 8, number);
  return {};
}

/// The records of all entries, those behind the gap moved.
base::Result<std::string> new_directory(const Source& file, const ArchiveDirectory& directory,
                                        const Gap& gap, const ArchiveEntry* former,
                                        const NewEntry& entry, std::uint64_t size) {
  std::string text;
  ByteReader reader(file, directory.begin, directory.begin + directory.size);
  const std::uint64_t gap_size = gap.end - gap.begin;
  for (const ArchiveEntry& old : directory.entries) {
    const std::uint64_t begin = reader.position();
    STACMLM_CHECK(reader.skip(28));
    STACMLM_TRY(std::uint64_t record_size, reader.u16());
    for (int i = 0; i < 2; ++i) {
      STACMLM_TRY(const std::uint16_t part, reader.u16());
      record_size += part;
    }
    STACMLM_CHECK(reader.seek(begin));
    STACMLM_TRY(std::string record,
                reader.text(zip::kCentralSize + record_size, zip::kCentralSize + 3 * zip::kFull16));
    if (&old == former) {
      text += central_entry(entry);
      continue;
    }
    if (old.header > gap.begin) {
      STACMLM_CHECK(move_entry(record, old.header + size - gap_size));
    }
    text += record;
  }
  if (former == nullptr) text += central_entry(entry);
  return text;
}

void append_end(std::string& to, std::uint64_t count, std::uint64_t begin, std::uint64_t size,
                bool was_zip64) {
  if (was_zip64 || count >= zip::kFull16 || begin >= zip::kFull || size >= zip::kFull) {
    to += zip::kEnd64;
    append_u64(to, zip::kEnd64Size - 12);  // of what follows
    append_u16(to, 45);
    append_u16(to, 45);
    to.append(8, '\0');
    for (const std::uint64_t number : {count, count, size, begin}) append_u64(to, number);
    to += zip::kEnd64Locator;
    append_u32(to, 0);
    append_u64(to, begin + size);
    append_u32(to, 1);
  }
  to += zip::kEnd;
  append_u32(to, 0);
  append_u16(to, std::min(count, zip::kFull16));
  append_u16(to, std::min(count, zip::kFull16));
  append_u32(to, std::min(size, zip::kFull));
  append_u32(to, std::min(begin, zip::kFull));
}

base::Result<void> demand_sound(const Archive& archive) {
  ModelFile findings;
  Collector collector(findings, {});
  STACMLM_CHECK(archive.check(collector));
  for (const Danger& danger : findings.danger) {
    if (danger.kind == DangerKind::kArchiveTrick)
      return malformed(
          fmt::format("{}{}{}", danger.where, danger.where.empty() ? "" : ": ", danger.what));
  }
  return {};
}

}  // namespace

base::Result<void> put_entry(const Source& file, const Archive& archive, const std::string& name,
                             std::string_view content, Pieces& pieces) {
  STACMLM_CHECK(demand_sound(archive));
  const ArchiveDirectory& directory = archive.directory();
  const ArchiveEntry* former = archive.find(name);
  const Gap gap = gap_of(directory, former);
  if (content.size() >= zip::kFull) return over_limit("metadata of more than 4 GiB");
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
  const NewEntry entry{name, content, static_cast<std::uint32_t>(crc), gap.begin};
  std::string local = local_entry(entry, gap);
  const std::uint64_t size = local.size();
  STACMLM_TRY(std::string tail, new_directory(file, directory, gap, former, entry, size));

  const std::uint64_t begin = directory.begin + size - (gap.end - gap.begin);
  const std::uint64_t directory_size = tail.size();
  const std::uint64_t count = directory.count + (former == nullptr ? 1 : 0);
  const bool was_zip64 = directory.is_zip64;
  append_end(tail, count, begin, directory_size, was_zip64);
  const std::uint64_t old_end =
      directory.end_record + (was_zip64 ? zip::kEnd64Size + zip::kEnd64LocatorSize : 0);

  pieces.copy(0, gap.begin);
  pieces.add(std::move(local));
  pieces.copy(gap.end, directory.begin);
  pieces.add(std::move(tail));
  pieces.copy(old_end + zip::kEndSize - 2, file.size());  // the comment and its length
  return {};
}

}  // namespace stacmlm::artifact
