// SPDX-License-Identifier: Apache-2.0
// Zip archives, sound ones and such that lie.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stacmlm::model_files {

struct ZipEntry {
  std::string name{};
  std::string bytes{};
  bool is_deflated = false;
  bool has_descriptor = false;  ///< checksum and sizes behind the data
  bool is_zip64 = false;        ///< sizes in 64 bits, though they need none
  std::size_t align = 0;        ///< the data begins at a multiple of it, as PyTorch has it (64)
  std::uint64_t hole_size = 0;  ///< so many zeros behind `bytes`, counted but not written

  // What is written instead of the truth.
  std::optional<std::string> local_name{};
  std::optional<std::uint32_t> crc{};        ///< in header and directory
  std::optional<std::uint32_t> local_crc{};  ///< in the header alone, as the next
  std::optional<std::uint32_t> local_size{};
  std::optional<std::uint16_t> local_method{};
  std::optional<std::uint16_t> local_flags{};
  std::optional<std::uint16_t> method{};          ///< in header and directory
  std::optional<std::uint32_t> central_size{};    ///< unpacked, in the directory
  std::optional<std::uint32_t> central_packed{};  ///< packed, in the directory
  std::optional<std::uint32_t> central_header{};  ///< place of the header, in the directory
  std::uint16_t flags = 0;                        ///< further ones: 1 is encrypted
  std::uint32_t unix_mode = 0;                    ///< 0120777 is a symbolic link
  std::string unicode_name{};                     ///< in an extra field
};

struct ZipOptions {
  std::string before{};  ///< bytes before the archive
  std::string gap{};     ///< ... before the directory
  std::string behind_directory{};
  std::string comment{};
  std::string behind{};
  bool is_zip64 = false;                 ///< with the records of ZIP64, as PyTorch writes them
  std::optional<std::uint16_t> count{};  ///< of entries, at the end
};

/// PyTorch's way: stored, aligned, with descriptors. Together with ZipOptions::is_zip64.
ZipEntry torch_entry(std::string name, std::string bytes);

/// The archive. Places count from its first byte, `before` included.
std::string zip(const std::vector<ZipEntry>& entries, const ZipOptions& options = {});

/// Packed by zlib; the bits are zlib's: -15 is a raw stream, 15 has zlib's own head, 31 gzip's.
std::string deflated(std::string_view bytes, int window_bits);

/// The checksum of zip archives.
std::uint32_t crc_of(std::string_view bytes);

}  // namespace stacmlm::model_files
