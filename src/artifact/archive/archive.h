// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

class Collector;

/// One file in a zip archive, as the central directory has it.
struct ArchiveEntry {
  std::string name;
  std::uint64_t size = 0;         ///< unpacked
  std::uint64_t packed_size = 0;  ///< in the archive
  std::uint64_t header = 0;       ///< where its local header begins
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflated
  std::uint16_t flags = 0;
};

/// A zip archive (ZIP64 too), read by its central directory, never as a whole.
class Archive {
 public:
  /// True if the bytes begin as a zip archive does.
  static bool looks_like(std::string_view head);
  /// Reads the directory. The source must outlive the archive.
  static base::Result<Archive> open(const Source& source, std::size_t most_bytes);

  [[nodiscard]] std::span<const ArchiveEntry> entries() const { return entries_; }
  /// The entry of that name, or null. Of several the last, as most readers take it.
  [[nodiscard]] const ArchiveEntry* find(std::string_view name) const;
  /// Reports what two readers may read as two different archives: double names, local headers that
  /// differ from the directory, names that lead out of a folder, entries that overlap, bytes before
  /// and behind, encryption, sizes that only a bomb has.
  [[nodiscard]] base::Result<void> check(Collector& collector) const;
  /// The whole content of an entry, its checksum compared; an Error if it has more than `limit`
  /// bytes, found out before anything is allocated and again while it is unpacked.
  [[nodiscard]] base::Result<std::string> read(const ArchiveEntry& entry, std::size_t limit) const;
  /// The entry as a Source of its own: a window of the archive if it is stored, else unpacked into
  /// memory within `limit`. The archive must outlive it.
  [[nodiscard]] base::Result<std::unique_ptr<Source>> open(const ArchiveEntry& entry,
                                                           std::size_t limit) const;

 private:
  explicit Archive(const Source& source) : source_(&source) {}

  const Source* source_;
  std::vector<ArchiveEntry> entries_;
};

}  // namespace stacmlm::artifact
