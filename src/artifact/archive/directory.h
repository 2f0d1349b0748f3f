// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// One file in a zip archive, as the central directory has it.
struct ArchiveEntry {
  std::string name;
  std::uint64_t size = 0;         ///< unpacked
  std::uint64_t packed_size = 0;  ///< in the archive
  std::uint64_t header = 0;       ///< where its local header begins
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  ///< kStored, kDeflated
  std::uint16_t flags = 0;
  bool is_special = false;      ///< a symbolic link, a device: no file and no folder
  bool has_other_name = false;  ///< a second name in an extra field, which differs

  static constexpr std::uint16_t kStored = 0;
  static constexpr std::uint16_t kDeflated = 8;
  static constexpr std::uint16_t kEncrypted = 0x2041;    ///< bits of `flags`: in any way
  static constexpr std::uint16_t kSizesBehind = 0x0008;  ///< ... and checksum stand behind the data

  /// The name as sentences show it: not longer than a line.
  [[nodiscard]] std::string_view shown() const { return std::string_view(name).substr(0, 200); }
};

/// What an archive says of itself at its end.
struct ArchiveDirectory {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
  std::uint64_t count = 0;
  std::uint64_t end_record = 0;  ///< where what describes the directory begins
  bool is_zip64 = false;         ///< the records of ZIP64 describe it
  std::vector<ArchiveEntry> entries;
  std::vector<std::string> doubts;  ///< what another reader may take otherwise; sentences
};

/// Reads it, `most_bytes` of entries at most.
/// True if the source ends with the end record of a zip archive, whatever it begins with: that is
/// all that Python's zipfile looks for.
base::Result<bool> has_end_record(const Source& source);

base::Result<ArchiveDirectory> read_directory(const Source& source, std::size_t most_bytes);

}  // namespace stacmlm::artifact
