// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "artifact/bytes/byte_reader.h"
#include "artifact/hdf5/page_cache.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::hdf5 {

/// True if an HDF5 file begins in these bytes: at 0, 512, 1024, ...
bool looks_like(std::string_view head);

/// True if one of the places where HDF5 may begin has its sign.
base::Result<bool> has_superblock(const Source& source);

/// The frame of an HDF5 file: its superblock (versions 0 to 3), and its bytes by address. What is
/// read is counted, so that a file whose parts point at the same bytes over and over comes to an
/// end.
class File {
 public:
  /// The source must outlive it. An Error if the file is shorter than it says.
  static base::Result<File> open(const Source& source);

  /// The address of the header of the root group.
  [[nodiscard]] std::uint64_t root() const { return root_; }
  [[nodiscard]] int version() const { return version_; }

  /// The `size` bytes at an address. An Error if they are not all there.
  base::Result<ByteReader> at(std::uint64_t address, std::uint64_t size);
  /// All bytes from an address on, of which the caller will read about `size`.
  base::Result<ByteReader> from(std::uint64_t address, std::uint64_t size);
  /// An Error if [address, address + size) is not all in the file; reads nothing.
  [[nodiscard]] base::Result<void> require_inside(std::uint64_t address, std::uint64_t size) const;
  /// Counts bytes that are read or kept otherwise.
  base::Result<void> spend(std::uint64_t bytes);

  /// Numbers as wide as the file has them. An address that is not defined is nothing.
  [[nodiscard]] base::Result<std::optional<std::uint64_t>> address(ByteReader& reader) const;
  [[nodiscard]] base::Result<std::uint64_t> length(ByteReader& reader) const;
  [[nodiscard]] unsigned address_size() const { return address_size_; }
  [[nodiscard]] unsigned length_size() const { return length_size_; }
  /// The address of the next byte of a reader that at() or from() gave.
  [[nodiscard]] std::uint64_t address_of(const ByteReader& reader) const {
    return reader.position() - base_;
  }

 private:
  File(const Source& source, std::uint64_t base);
  base::Result<void> read_superblock(ByteReader& reader);
  base::Result<void> read_old_superblock(ByteReader& reader);
  base::Result<void> read_new_superblock(ByteReader& reader);
  [[nodiscard]] base::Result<void> check_end(std::uint64_t end, std::uint64_t stated_base) const;

  std::unique_ptr<PageCache> source_;
  std::uint64_t base_;  // where the superblock stands
  std::uint64_t root_ = 0;
  std::uint64_t left_;  // bytes that may still be read
  int version_ = 0;
  unsigned address_size_ = 8;
  unsigned length_size_ = 8;
};

/// Four letters that begin a structure. An Error that names it if they are others.
base::Result<void> expect_sign(ByteReader& reader, std::string_view sign);

}  // namespace stacmlm::artifact::hdf5
