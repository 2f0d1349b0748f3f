// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/archive.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {
namespace {

constexpr std::uint32_t kLocalSign = 0x04034b50;
constexpr std::uint32_t kCentralSign = 0x02014b50;
constexpr std::uint32_t kEndSign = 0x06054b50;
constexpr std::uint32_t kEnd64Sign = 0x06064b50;
constexpr std::uint32_t kEnd64LocatorSign = 0x07064b50;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEnd64LocatorSize = 20;
constexpr std::size_t kLongestComment = 65535;
constexpr std::size_t kLongestName = 65535;
constexpr std::size_t kMostEntries = 1'000'000;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kEncrypted = 1;

/// Where the central directory is, and what it says of itself.
struct Directory {
  std::uint64_t entries = 0;
  std::uint64_t size = 0;
  std::uint64_t begin = 0;
};

base::Result<std::uint64_t> find_end(const Source& source) {
  const auto tail_size =
      static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kEndSize + kLongestComment));
  if (tail_size < kEndSize) return malformed("too short for a zip archive");
  std::string tail(tail_size, '\0');
  STACMLM_CHECK(source.read(source.size() - tail_size, tail));
  const std::size_t at = tail.rfind("PK\5\6", tail_size - kEndSize);
  if (at == std::string::npos) return malformed("a zip archive without its directory");
  return source.size() - tail_size + at;
}

base::Result<Directory> read_end64(const Source& source, std::uint64_t end) {
  if (end < kEnd64LocatorSize) return malformed("a ZIP64 archive without its directory");
  ByteReader locator(source, end - kEnd64LocatorSize, end);
  STACMLM_TRY(const std::uint32_t locator_sign, locator.u32());
  if (locator_sign != kEnd64LocatorSign) return malformed("a ZIP64 archive without its directory");
  STACMLM_CHECK(locator.skip(4));
  STACMLM_TRY(const std::uint64_t at, locator.u64());
  if (at >= end) return malformed("a ZIP64 archive without its directory");
  ByteReader reader(source, at, end);
  STACMLM_TRY(const std::uint32_t sign, reader.u32());
  if (sign != kEnd64Sign) return malformed("a ZIP64 archive without its directory");
  STACMLM_CHECK(reader.skip(28));
  Directory directory;
  STACMLM_TRY(directory.entries, reader.u64());
  STACMLM_TRY(directory.size, reader.u64());
  STACMLM_TRY(directory.begin, reader.u64());
  return directory;
}

base::Result<Directory> read_end(const Source& source) {
  STACMLM_TRY(const std::uint64_t end, find_end(source));
  ByteReader reader(source, end + 10, end + kEndSize);
  Directory directory;
  STACMLM_TRY(directory.entries, reader.u16());
  STACMLM_TRY(directory.size, reader.u32());
  STACMLM_TRY(directory.begin, reader.u32());
  const bool is_zip64 =
      directory.entries == 0xFFFF || directory.size == 0xFFFFFFFF || directory.begin == 0xFFFFFFFF;
  if (is_zip64) {
    STACMLM_TRY(directory, read_end64(source, end));
  }
  if (directory.begin > end || directory.size > end - directory.begin)
    return malformed("the directory of the zip archive lies outside of it");
  return directory;
}

// Sizes that do not fit stand in an extra field, in this order, each only if its 32 bits are full.
base::Result<void> read_zip64(ByteReader extra, ArchiveEntry& entry) {
  while (extra.left() >= 4) {
    STACMLM_TRY(const std::uint16_t id, extra.u16());
    STACMLM_TRY(const std::uint16_t size, extra.u16());
    STACMLM_TRY(ByteReader field, extra.part(size));
    if (id != 1) continue;
    for (std::uint64_t* number : {&entry.size, &entry.packed_size, &entry.header}) {
      if (*number != 0xFFFFFFFF) continue;
      STACMLM_TRY(*number, field.u64());
    }
  }
  return {};
}

base::Result<ArchiveEntry> read_entry(ByteReader& reader) {
  ArchiveEntry entry;
  STACMLM_TRY(const std::uint32_t sign, reader.u32());
  if (sign != kCentralSign) return malformed("the directory of the zip archive is broken");
  STACMLM_CHECK(reader.skip(4));
  STACMLM_TRY(entry.flags, reader.u16());
  STACMLM_TRY(entry.method, reader.u16());
  STACMLM_CHECK(reader.skip(4));
  STACMLM_TRY(entry.crc, reader.u32());
  STACMLM_TRY(entry.packed_size, reader.u32());
  STACMLM_TRY(entry.size, reader.u32());
  STACMLM_TRY(const std::uint16_t name_size, reader.u16());
  STACMLM_TRY(const std::uint16_t extra_size, reader.u16());
  STACMLM_TRY(const std::uint16_t comment_size, reader.u16());
  STACMLM_CHECK(reader.skip(8));
  STACMLM_TRY(entry.header, reader.u32());
  STACMLM_TRY(entry.name, reader.text(name_size, kLongestName));
  STACMLM_TRY(ByteReader extra, reader.part(extra_size));
  STACMLM_CHECK(read_zip64(std::move(extra), entry));
  STACMLM_CHECK(reader.skip(comment_size));
  return entry;
}

base::Result<std::uint64_t> data_begin(const Source& source, const ArchiveEntry& entry) {
  ByteReader reader(source);
  STACMLM_CHECK(reader.seek(entry.header));
  STACMLM_TRY(const std::uint32_t sign, reader.u32());
  if (sign != kLocalSign) return malformed(entry.name + ": no local header in the zip archive");
  STACMLM_CHECK(reader.skip(22));
  STACMLM_TRY(const std::uint16_t name_size, reader.u16());
  STACMLM_TRY(const std::uint16_t extra_size, reader.u16());
  const std::uint64_t begin = reader.position() + name_size + extra_size;
  if (begin > source.size() || entry.packed_size > source.size() - begin)
    return malformed(entry.name + ": lies outside of the zip archive");
  return begin;
}

/// zlib's state for one raw deflate stream.
class Inflater {
 public:
  Inflater() { is_ready_ = inflateInit2(&stream_, -MAX_WBITS) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (is_ready_) inflateEnd(&stream_);
  }

  /// Unpacks bytes [begin, begin + packed) into `to`, which has its size and gets no more.
  base::Result<void> run(const Source& source, std::uint64_t begin, std::uint64_t packed,
                         std::string& to) {
    if (!is_ready_) return base::fail(base::ErrorKind::kInternal, "zlib cannot be started");
    std::array<char, 16384> chunk{};
    stream_.next_out = reinterpret_cast<Bytef*>(to.data());
    stream_.avail_out = static_cast<uInt>(to.size());
    int state = Z_OK;
    while (state == Z_OK && packed > 0) {
      const std::size_t size = std::min<std::uint64_t>(packed, chunk.size());
      STACMLM_CHECK(source.read(begin, std::span(chunk).first(size)));
      begin += size;
      packed -= size;
      stream_.next_in = reinterpret_cast<Bytef*>(chunk.data());
      stream_.avail_in = static_cast<uInt>(size);
      state = inflate(&stream_, Z_NO_FLUSH);
    }
    if (state != Z_STREAM_END || stream_.avail_out != 0)
      return malformed("cannot be unpacked to the size that the zip archive states");
    return {};
  }

 private:
  z_stream stream_{};
  bool is_ready_ = false;
};

/// A part of another source.
class Window : public Source {
 public:
  Window(const Source& whole, std::uint64_t begin, std::uint64_t size, std::string name)
      : whole_(whole), begin_(begin), size_(size), name_(std::move(name)) {}
  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    if (offset > size_ || to.size() > size_ - offset)
      return base::fail(base::ErrorKind::kIo, "read beyond the end");
    return whole_.read(begin_ + offset, to);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return base::fail(base::ErrorKind::kNotFound, std::string(relative) + ": nothing lies there");
  }
  [[nodiscard]] std::size_t block() const override { return whole_.block(); }

 private:
  const Source& whole_;
  std::uint64_t begin_;
  std::uint64_t size_;
  std::string name_;
};

/// Bytes that it keeps itself.
class Unpacked : public Source {
 public:
  Unpacked(std::string bytes, std::string name)
      : bytes_(std::move(bytes)), source_(source_of(bytes_, std::move(name))) {}
  [[nodiscard]] std::string_view name() const override { return source_->name(); }
  [[nodiscard]] std::uint64_t size() const override { return source_->size(); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    return source_->read(offset, to);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return source_->beside(relative);
  }

 private:
  std::string bytes_;
  std::unique_ptr<Source> source_;
};

}  // namespace

bool Archive::looks_like(std::string_view head) {
  return head.starts_with("PK\3\4") || head.starts_with("PK\5\6");
}

base::Result<Archive> Archive::open(const Source& source, std::size_t most_bytes) {
  STACMLM_TRY(const Directory directory, read_end(source));
  if (directory.entries > kMostEntries) return over_limit("a zip archive of too many entries");
  if (directory.size > most_bytes) return over_limit("a zip archive whose directory is too large");
  Archive archive(source);
  ByteReader reader(source, directory.begin, directory.begin + directory.size);
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    STACMLM_TRY(ArchiveEntry entry, read_entry(reader));
    archive.entries_.push_back(std::move(entry));
  }
  return archive;
}

const ArchiveEntry* Archive::find(std::string_view name) const {
  const auto found = std::find_if(entries_.rbegin(), entries_.rend(),
                                  [&](const ArchiveEntry& entry) { return entry.name == name; });
  return found == entries_.rend() ? nullptr : &*found;
}

base::Result<void> Archive::check(Collector& /*collector*/) const { return {}; }

base::Result<std::string> Archive::read(const ArchiveEntry& entry, std::size_t limit) const {
  if ((entry.flags & kEncrypted) != 0)
    return base::fail(base::ErrorKind::kUnsupported, entry.name + ": is encrypted");
  if (entry.size > limit)
    return over_limit(fmt::format("{}: has {} bytes", entry.name, entry.size));
  STACMLM_TRY(const std::uint64_t begin, data_begin(*source_, entry));
  std::string content(static_cast<std::size_t>(entry.size), '\0');
  if (entry.method == kStored) {
    if (entry.packed_size != entry.size) return malformed(entry.name + ": has two sizes");
    STACMLM_CHECK(source_->read(begin, content));
  } else if (entry.method == kDeflated) {
    STACMLM_CHECK(Inflater().run(*source_, begin, entry.packed_size, content));
  } else {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: packed by method {}", entry.name, entry.method));
  }
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
  if (crc != entry.crc) return malformed(entry.name + ": its checksum is another");
  return content;
}

base::Result<std::unique_ptr<Source>> Archive::open(const ArchiveEntry& entry,
                                                    std::size_t limit) const {
  if (entry.method == kStored && (entry.flags & kEncrypted) == 0) {
    if (entry.packed_size != entry.size) return malformed(entry.name + ": has two sizes");
    STACMLM_TRY(const std::uint64_t begin, data_begin(*source_, entry));
    return std::make_unique<Window>(*source_, begin, entry.size, entry.name);
  }
  STACMLM_TRY(std::string content, read(entry, limit));
  return std::make_unique<Unpacked>(std::move(content), entry.name);
}

}  // namespace stacmlm::artifact
