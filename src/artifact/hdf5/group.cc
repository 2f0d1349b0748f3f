// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/group.h"

#include <set>
#include <utility>

#include "artifact/collector.h"
#include "artifact/limits.h"

namespace stacmlm::artifact::hdf5 {
namespace {

constexpr int kDeepestTree = 32;
constexpr std::size_t kMostLinks = 1'000'000;

/// Names of an old group: a local heap of texts that end with a zero.
class LocalHeap {
 public:
  static base::Result<LocalHeap> read(File& file, std::uint64_t address) {
    STACMLM_TRY(ByteReader reader, file.from(address, 32));
    STACMLM_CHECK(expect_sign(reader, "HEAP"));
    STACMLM_CHECK(reader.skip(4));
    LocalHeap heap;
    STACMLM_TRY(heap.size_, file.length(reader));
    STACMLM_CHECK(file.length(reader));
    STACMLM_TRY(const auto data, file.address(reader));
    if (!data) return malformed("an HDF5 group without names");
    heap.data_ = *data;
    STACMLM_CHECK(file.require_inside(heap.data_, heap.size_));
    return heap;
  }

  [[nodiscard]] base::Result<std::string> text(File& file, std::uint64_t offset) const {
    if (offset >= size_) return malformed("an HDF5 name outside of its heap");
    STACMLM_TRY(ByteReader reader, file.from(data_ + offset, 0));
    STACMLM_TRY(ByteReader rest, reader.part(size_ - offset));
    std::string text;
    for (;;) {
      STACMLM_TRY(const std::uint8_t byte, rest.u8());
      if (byte == 0) break;
      if (text.size() == kLongestName) return over_limit("an HDF5 name that is too long");
      text.push_back(static_cast<char>(byte));
    }
    STACMLM_CHECK(file.spend(text.size()));
    return text;
  }

 private:
  std::uint64_t data_ = 0;
  std::uint64_t size_ = 0;
};

class SymbolTable {
 public:
  SymbolTable(File& file, const LocalHeap& heap, std::vector<Link>& links)
      : file_(file), heap_(heap), links_(links) {}

  base::Result<void> read_tree(std::uint64_t address, int depth) {
    if (depth > kDeepestTree) return malformed("an HDF5 tree that is too deep");
    if (!seen_.insert(address).second) return malformed("an HDF5 tree that holds itself");
    STACMLM_TRY(ByteReader head, file_.from(address, 8));
    STACMLM_CHECK(expect_sign(head, "TREE"));
    STACMLM_TRY(const std::uint8_t type, head.u8());
    STACMLM_TRY(const std::uint8_t level, head.u8());
    STACMLM_TRY(const std::uint16_t count, head.u16());
    if (type != 0) return malformed("an HDF5 group whose tree is of chunks");
    const std::uint64_t pair = file_.length_size() + file_.address_size();
    const std::uint64_t begin = file_.address_of(head) + std::uint64_t{2} * file_.address_size();
    STACMLM_TRY(ByteReader pairs, file_.at(begin, count * pair));
    for (unsigned i = 0; i < count; ++i) {
      STACMLM_CHECK(file_.length(pairs));
      STACMLM_TRY(const auto child, file_.address(pairs));
      if (!child) return malformed("an HDF5 tree with a hole");
      STACMLM_CHECK(level > 0 ? read_tree(*child, depth + 1) : read_leaf(*child));
    }
    return {};
  }

 private:
  base::Result<void> read_leaf(std::uint64_t address) {
    if (!seen_.insert(address).second) return malformed("an HDF5 tree that holds itself");
    STACMLM_TRY(ByteReader head, file_.from(address, 8));
    STACMLM_CHECK(expect_sign(head, "SNOD"));
    STACMLM_CHECK(head.skip(2));
    STACMLM_TRY(const std::uint16_t count, head.u16());
    const std::uint64_t entry = std::uint64_t{2} * file_.address_size() + 24;
    STACMLM_TRY(ByteReader entries, file_.at(file_.address_of(head), count * entry));
    for (unsigned i = 0; i < count; ++i) {
      STACMLM_CHECK(read_entry(entries));
    }

    return {};
  }

  base::Result<void> read_entry(ByteReader& reader) {
    constexpr std::uint32_t kCachedSoftLink = 2;
    Link link;
    STACMLM_TRY(const std::uint64_t name, reader.number(file_.address_size()));
    STACMLM_TRY(const auto address, file_.address(reader));
    STACMLM_TRY(const std::uint32_t cache, reader.u32());
    STACMLM_CHECK(reader.skip(4));
    STACMLM_TRY(const std::uint32_t target, reader.u32());
    STACMLM_CHECK(reader.skip(12));
    STACMLM_TRY(link.name, heap_.text(file_, name));
    if (cache == kCachedSoftLink) {
      link.kind = Link::Kind::kSoft;
      STACMLM_TRY(link.target, heap_.text(file_, target));
    } else if (address) {
      link.address = *address;
    } else {
      return malformed("an HDF5 link that leads nowhere");
    }
    STACMLM_CHECK(file_.spend(sizeof link));
    if (links_.size() == kMostLinks) return over_limit("an HDF5 group of too many names");
    links_.push_back(std::move(link));
    return {};
  }

  File& file_;
  const LocalHeap& heap_;
  std::vector<Link>& links_;
  std::set<std::uint64_t> seen_;
};

base::Result<void> read_target(File& file, ByteReader& reader, std::uint8_t type, Link& link) {
  constexpr std::uint8_t kHard = 0;
  constexpr std::uint8_t kSoft = 1;
  constexpr std::uint8_t kExternal = 64;
  if (type == kHard) {
    STACMLM_TRY(const auto address, file.address(reader));
    if (!address) return malformed("an HDF5 link that leads nowhere");
    link.address = *address;
    return {};
  }
  link.kind = type == kSoft       ? Link::Kind::kSoft
              : type == kExternal ? Link::Kind::kExternal
                                  : Link::Kind::kUser;
  STACMLM_TRY(const std::uint16_t size, reader.u16());
  STACMLM_TRY(link.target, reader.text(size, kLongestName));
  if (type != kExternal || link.target.empty()) return {};
  link.target.erase(0, 1);  // a version; then the file's name and the object's, with a zero each
  link.target.resize(std::min(link.target.size(), link.target.find('\0')));
  return {};
}

}  // namespace

base::Result<void> read_symbol_table(File& file, const Message& message, std::vector<Link>& links) {
  STACMLM_TRY(ByteReader reader, file.at(message.address, message.size));
  STACMLM_TRY(const auto tree, file.address(reader));
  STACMLM_TRY(const auto names, file.address(reader));
  if (!tree || !names) return malformed("an HDF5 group without a table");
  STACMLM_TRY(const LocalHeap heap, LocalHeap::read(file, *names));
  return SymbolTable(file, heap, links).read_tree(*tree, 0);
}

base::Result<Link> read_link(File& file, const Message& message) {
  STACMLM_TRY(ByteReader reader, file.at(message.address, message.size));
  STACMLM_TRY(const std::uint8_t version, reader.u8());
  STACMLM_TRY(const std::uint8_t flags, reader.u8());
  if (version != 1) return malformed("an HDF5 link of an unknown version");
  std::uint8_t type = 0;
  if ((flags & 0x08U) != 0) {
    STACMLM_TRY(type, reader.u8());
  }
  if ((flags & 0x04U) != 0) {
    STACMLM_CHECK(reader.skip(8));
  }

  if ((flags & 0x10U) != 0) {
    STACMLM_CHECK(reader.skip(1));
  }

  STACMLM_TRY(const std::uint64_t size, reader.number(1U << (flags & 3U)));
  Link link;
  STACMLM_TRY(link.name, reader.text(size, kLongestName));
  STACMLM_CHECK(read_target(file, reader, type, link));
  STACMLM_CHECK(file.spend(sizeof link));
  return link;
}

base::Result<bool> has_dense_storage(File& file, const Message& message) {
  STACMLM_TRY(ByteReader reader, file.at(message.address, message.size));
  STACMLM_CHECK(reader.skip(1));
  STACMLM_TRY(const std::uint8_t flags, reader.u8());
  // The highest order of creation so far: of links 8 bytes, of attributes 2.
  if ((flags & 1U) != 0) {
    STACMLM_CHECK(reader.skip(message.type == kLinkInfo ? 8 : 2));
  }

  STACMLM_TRY(const auto heap, file.address(reader));
  return heap.has_value();
}

}  // namespace stacmlm::artifact::hdf5
