// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/archive/directory.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

class Collector;

/// A zip archive (ZIP64 too), read by its central directory, never as a whole.
class Archive {
 public:
  /// True if the bytes begin as a zip archive does.
  static bool looks_like(std::string_view head);
  /// Reads the directory. The source must outlive the archive.
  static base::Result<Archive> open(const Source& source, std::size_t most_bytes);

  [[nodiscard]] std::span<const ArchiveEntry> entries() const { return directory_.entries; }
  [[nodiscard]] const ArchiveDirectory& directory() const { return directory_; }
  /// The entry of that name, or null. Of several the last, as most readers take it.
  [[nodiscard]] const ArchiveEntry* find(std::string_view name) const;
  /// Reports what two readers may read as two different archives: double names, local headers that
  /// differ from the directory, names that lead out of a folder, entries that overlap, bytes before
  /// and behind, encryption, sizes that only a bomb has.
  [[nodiscard]] base::Result<void> check(Collector& collector) const;
  /// The whole content of an entry, its checksum compared; an Error if it has more than `limit`
  /// bytes, found out before anything is allocated and again while it is unpacked.
  [[nodiscard]] base::Result<std::string> read(const ArchiveEntry& entry, std::size_t limit) const;
  /// The first bytes of an entry, `most` at most; no more of it is unpacked. The checksum is
  /// compared only if that is all of the entry.
  [[nodiscard]] base::Result<std::string> head(const ArchiveEntry& entry, std::size_t most) const;
  /// The entry as a Source of its own: a window of the archive if it is stored, else unpacked into
  /// memory within `limit`. The source of the archive must outlive it. The checksum of a window is
  /// not compared: see compare_checksum().
  [[nodiscard]] base::Result<std::unique_ptr<Source>> open(const ArchiveEntry& entry,
                                                           std::size_t limit) const;
  /// Reads a stored entry once, piece by piece. An Error if its checksum is another.
  [[nodiscard]] base::Result<void> compare_checksum(const ArchiveEntry& entry) const;
  /// Where the packed bytes of the entry begin. All of them lie within the archive.
  [[nodiscard]] base::Result<std::uint64_t> data_begin(const ArchiveEntry& entry) const;

 private:
  /// The first `size` bytes.
  [[nodiscard]] base::Result<std::string> unpack(const ArchiveEntry& entry, std::size_t size) const;

  Archive(const Source& source, ArchiveDirectory directory);

  const Source* source_;
  ArchiveDirectory directory_;
  std::vector<std::uint32_t> by_name_;  // places in entries, those of one name in their order
};

}  // namespace stacmlm::artifact
