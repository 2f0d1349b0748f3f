// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/archive.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "artifact/archive/check.h"
#include "artifact/archive/inflate.h"
#include "artifact/archive/records.h"
#include "artifact/archive/window.h"
#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {
namespace {

tl::unexpected<base::Error> broken(const ArchiveEntry& entry, std::string_view why) {
  return malformed(fmt::format("{}: {}", entry.shown(), why));
}

std::uint32_t crc_of(std::uint32_t crc, std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

Archive::Archive(const Source& source, ArchiveDirectory directory)
    : source_(&source), directory_(std::move(directory)), by_name_(directory_.entries.size()) {
  std::iota(by_name_.begin(), by_name_.end(), 0U);
  std::ranges::stable_sort(
      by_name_, {}, [&](std::uint32_t at) -> const std::string& { return entries()[at].name; });
}

bool Archive::looks_like(std::string_view head) {
  return head.starts_with(zip::kLocal) || head.starts_with(zip::kEnd);
}

base::Result<Archive> Archive::open(const Source& source, std::size_t most_bytes) {
  STACMLM_TRY(ArchiveDirectory directory, read_directory(source, most_bytes));
  return Archive(source, std::move(directory));
}

const ArchiveEntry* Archive::find(std::string_view name) const {
  const auto behind = std::ranges::upper_bound(
      by_name_, name, {}, [&](std::uint32_t at) -> std::string_view { return entries()[at].name; });
  if (behind == by_name_.begin()) return nullptr;
  const ArchiveEntry& entry = entries()[*std::prev(behind)];
  return entry.name == name ? &entry : nullptr;
}

base::Result<void> Archive::check(Collector& collector) const {
  return check_directory(*source_, directory_, by_name_, collector);
}

base::Result<std::uint64_t> Archive::data_begin(const ArchiveEntry& entry) const {
  ByteReader reader(*source_);
  STACMLM_CHECK(reader.seek(entry.header));
  STACMLM_TRY(const std::string sign, reader.text(zip::kLocal.size(), zip::kLocal.size()));
  if (sign != zip::kLocal) return broken(entry, "no local header in the zip archive");
  STACMLM_CHECK(reader.skip(22));
  STACMLM_TRY(const std::uint16_t name_size, reader.u16());
  STACMLM_TRY(const std::uint16_t extra_size, reader.u16());
  const std::uint64_t begin = reader.position() + name_size + extra_size;
  if (begin > source_->size() || entry.packed_size > source_->size() - begin)
    return broken(entry, "lies outside of the zip archive");
  return begin;
}

base::Result<std::string> Archive::read(const ArchiveEntry& entry, std::size_t limit) const {
  if (entry.size > limit && (entry.flags & ArchiveEntry::kEncrypted) == 0)
    return over_limit(fmt::format("{}: has {} bytes", entry.shown(), entry.size));
  return unpack(entry, static_cast<std::size_t>(entry.size));
}

base::Result<std::string> Archive::head(const ArchiveEntry& entry, std::size_t most) const {
  return unpack(entry, static_cast<std::size_t>(std::min<std::uint64_t>(entry.size, most)));
}

base::Result<std::string> Archive::unpack(const ArchiveEntry& entry, std::size_t size) const {
  if ((entry.flags & ArchiveEntry::kEncrypted) != 0)
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: is encrypted", entry.shown()));
  STACMLM_TRY(const std::uint64_t begin, data_begin(entry));
  const bool is_stored = entry.method == ArchiveEntry::kStored;
  if (is_stored && entry.packed_size != entry.size) return broken(entry, "has two sizes");
  // No deflate stream unpacks to more than that.
  if (!is_stored && entry.size / 1032 > entry.packed_size)
    return broken(entry, "cannot be unpacked to the size that the zip archive states");
  const bool is_whole = size == entry.size;
  std::string content(size, '\0');
  if (is_stored) {
    STACMLM_CHECK(source_->read(begin, content));
  } else if (entry.method == ArchiveEntry::kDeflated) {
    auto unpacked = is_whole ? inflate_into(*source_, begin, entry.packed_size, content)
                             : inflate_head(*source_, begin, entry.packed_size, content);
    if (!unpacked)
      return tl::unexpected(std::move(unpacked.error()).during(std::string(entry.shown())));
  } else {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: packed by method {}", entry.shown(), entry.method));
  }
  if (is_whole && crc_of(0, content) != entry.crc) return broken(entry, "its checksum is another");
  return content;
}

base::Result<std::unique_ptr<Source>> Archive::open(const ArchiveEntry& entry,
                                                    std::size_t limit) const {
  if (entry.method == ArchiveEntry::kStored && (entry.flags & ArchiveEntry::kEncrypted) == 0) {
    if (entry.packed_size != entry.size) return broken(entry, "has two sizes");
    STACMLM_TRY(const std::uint64_t begin, data_begin(entry));
    return window_of(*source_, begin, entry.size, entry.name);
  }
  STACMLM_TRY(std::string content, read(entry, limit));
  return source_that_keeps(std::move(content), entry.name);
}

base::Result<void> Archive::compare_checksum(const ArchiveEntry& entry) const {
  STACMLM_TRY(const auto window, open(entry, 0));
  std::array<char, 65536> chunk{};
  std::uint32_t crc = 0;
  for (std::uint64_t at = 0; at < window->size();) {
    const auto piece = std::span(chunk).first(
        static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), window->size() - at)));
    STACMLM_CHECK(window->read(at, piece));
    crc = crc_of(crc, {piece.data(), piece.size()});
    at += piece.size();
  }
  if (crc != entry.crc) return broken(entry, "its checksum is another");
  return {};
}

}  // namespace stacmlm::artifact
