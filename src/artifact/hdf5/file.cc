// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/file.h"

#include <fmt/format.h>

#include <algorithm>

#include "artifact/collector.h"

namespace stacmlm::artifact::hdf5 {
namespace {

constexpr std::string_view kSign = "\x89HDF\r\n\x1a\n";
constexpr std::uint64_t kLeastRead = std::uint64_t{1} << 20U;
constexpr std::uint64_t kSmall = std::uint64_t{16} << 20U;  // what may be read several times over
constexpr std::uint64_t kOften = 8;
constexpr std::uint64_t kMostRead = std::uint64_t{1} << 30U;
constexpr std::uint64_t kSmallestRead = 64;  // what a read costs, however short it is

bool is_number_size(unsigned size) { return size == 2 || size == 4 || size == 8; }

/// Where the superblock begins: at 0, 512, 1024 and so on, always doubled.
base::Result<std::uint64_t> find_superblock(const Source& source) {
  std::string sign(kSign.size(), '\0');
  for (std::uint64_t at = 0; at + kSign.size() <= source.size(); at = at == 0 ? 512 : at * 2) {
    STACMLM_CHECK(source.read(at, sign));
    if (sign == kSign) return at;
  }
  return malformed("no HDF5 file");
}

}  // namespace

bool looks_like(std::string_view head) {
  for (std::size_t at = 0; at < head.size(); at = at == 0 ? 512 : at * 2) {
    if (head.substr(at).starts_with(kSign)) return true;
  }
  return false;
}

base::Result<bool> has_superblock(const Source& source) {
  const auto begin = find_superblock(source);
  if (!begin && !is_about_content(begin.error())) return tl::unexpected(begin.error());
  return begin.has_value();
}

base::Result<void> expect_sign(ByteReader& reader, std::string_view sign) {
  STACMLM_TRY(const std::string found, reader.text(sign.size(), sign.size()));
  if (found == sign) return {};
  return malformed(fmt::format("no {} at byte {}", sign, reader.position() - sign.size()));
}

// Sound files are read about once; many small structures share a block.
File::File(const Source& source, std::uint64_t base)
    : source_(std::make_unique<PageCache>(source)),
      base_(base),
      left_(kLeastRead + kOften * std::min(source.size(), kSmall) +
            std::min(source.size(), kMostRead)) {}

base::Result<File> File::open(const Source& source) {
  STACMLM_TRY(const std::uint64_t begin, find_superblock(source));
  File file(source, begin);
  ByteReader reader(source, begin + kSign.size(), source.size());
  STACMLM_CHECK(file.read_superblock(reader));
  return file;
}

base::Result<void> File::read_superblock(ByteReader& reader) {
  STACMLM_TRY(version_, reader.u8());
  if (version_ > 3) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("HDF5 with a superblock of version {}", version_));
  }
  return version_ < 2 ? read_old_superblock(reader) : read_new_superblock(reader);
}

base::Result<void> File::read_old_superblock(ByteReader& reader) {
  STACMLM_CHECK(reader.skip(4));
  STACMLM_TRY(address_size_, reader.u8());
  STACMLM_TRY(length_size_, reader.u8());
  if (!is_number_size(address_size_) || !is_number_size(length_size_))
    return malformed("HDF5 with addresses of an odd size");
  STACMLM_CHECK(reader.skip(version_ == 0 ? 9 : 13));
  STACMLM_TRY(const auto base, address(reader));
  STACMLM_CHECK(reader.skip(address_size_));
  STACMLM_TRY(const auto end, address(reader));
  STACMLM_TRY(const auto driver, address(reader));
  if (driver) return base::fail(base::ErrorKind::kUnsupported, "HDF5 in several files");
  STACMLM_CHECK(reader.skip(address_size_));
  STACMLM_TRY(const auto root, address(reader));
  if (!base || !root || !end) return malformed("HDF5 without a root group");
  root_ = *root;
  return check_end(*end, *base);
}

base::Result<void> File::read_new_superblock(ByteReader& reader) {
  STACMLM_TRY(address_size_, reader.u8());
  STACMLM_TRY(length_size_, reader.u8());
  if (!is_number_size(address_size_) || !is_number_size(length_size_))
    return malformed("HDF5 with addresses of an odd size");
  STACMLM_CHECK(reader.skip(1));
  STACMLM_TRY(const auto base, address(reader));
  STACMLM_CHECK(reader.skip(address_size_));
  STACMLM_TRY(const auto end, address(reader));
  STACMLM_TRY(const auto root, address(reader));
  if (!base || !root || !end) return malformed("HDF5 without a root group");
  root_ = *root;
  return check_end(*end, *base);
}

// Addresses count from the superblock, as libhdf5 has it; the end alone counts from where the
// superblock says that it stands.
base::Result<void> File::check_end(std::uint64_t end, std::uint64_t stated_base) const {
  const std::uint64_t there = source_->size() - base_;
  if (end < stated_base || end - stated_base > there) return malformed("the HDF5 file is cut off");
  return {};
}

base::Result<void> File::spend(std::uint64_t bytes) {
  if (bytes > left_) return over_limit("HDF5 whose parts refer to the same bytes too often");
  left_ -= bytes;
  return {};
}

base::Result<void> File::require_inside(std::uint64_t address, std::uint64_t size) const {
  const std::uint64_t there = source_->size() - base_;
  if (address <= there && size <= there - address) return {};
  return malformed(
      fmt::format("{} bytes at address {} lie outside of the HDF5 file", size, address));
}

base::Result<ByteReader> File::at(std::uint64_t address, std::uint64_t size) {
  STACMLM_CHECK(require_inside(address, size));
  STACMLM_CHECK(spend(std::max(size, kSmallestRead)));
  return ByteReader(*source_, base_ + address, base_ + address + size);
}

base::Result<ByteReader> File::from(std::uint64_t address, std::uint64_t size) {
  STACMLM_CHECK(require_inside(address, 0));
  STACMLM_CHECK(spend(std::max(size, kSmallestRead)));
  return ByteReader(*source_, base_ + address, source_->size());
}

base::Result<std::optional<std::uint64_t>> File::address(ByteReader& reader) const {
  STACMLM_TRY(const std::uint64_t number, reader.number(address_size_));
  const std::uint64_t undefined = ~std::uint64_t{0} >> (64 - 8 * address_size_);
  if (number == undefined) return std::nullopt;
  return number;
}

base::Result<std::uint64_t> File::length(ByteReader& reader) const {
  return reader.number(length_size_);
}

}  // namespace stacmlm::artifact::hdf5
