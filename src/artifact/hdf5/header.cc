// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/header.h"

#include <set>
#include <utility>

#include "artifact/collector.h"

namespace stacmlm::artifact::hdf5 {
namespace {

constexpr std::uint8_t kShared = 2;
constexpr std::uint8_t kHasTimes = 0x20;
constexpr std::uint8_t kHasPhases = 0x10;
constexpr std::uint8_t kHasOrder = 0x04;
constexpr std::uint64_t kCheckSum = 4;
constexpr std::size_t kMostMessages = 1'000'000;

class HeaderReader {
 public:
  HeaderReader(File& file, std::uint64_t address) : file_(file), address_(address) {}

  base::Result<std::vector<Message>> run() {
    STACMLM_TRY(ByteReader reader, file_.from(address_, 16));
    STACMLM_TRY(const std::uint8_t first, reader.u8());
    STACMLM_CHECK(first == 1 ? begin_old(reader) : begin_new());
    // Continuations are found while the list is read.
    for (std::size_t i = 0; i < chunks_.size(); ++i) {  // NOLINT(modernize-loop-convert)
      const auto [address, size] = chunks_[i];
      if (!seen_.insert(address).second) return malformed("an HDF5 header that goes on in itself");
      STACMLM_TRY(ByteReader chunk, file_.at(address, size));
      STACMLM_CHECK(is_old_ ? read_old(chunk) : read_new(chunk));
    }
    return std::move(messages_);
  }

 private:
  base::Result<void> begin_old(ByteReader& reader) {
    is_old_ = true;
    STACMLM_CHECK(reader.skip(7));
    STACMLM_TRY(const std::uint32_t size, reader.u32());
    chunks_.emplace_back(address_ + 16, size);
    return {};
  }

  base::Result<void> begin_new() {
    STACMLM_TRY(ByteReader reader, file_.from(address_, 32));
    STACMLM_CHECK(expect_sign(reader, "OHDR"));
    STACMLM_TRY(const std::uint8_t version, reader.u8());
    if (version != 2) return malformed("an HDF5 header of an unknown version");
    STACMLM_TRY(flags_, reader.u8());
    if ((flags_ & kHasTimes) != 0) {
      STACMLM_CHECK(reader.skip(16));
    }

    if ((flags_ & kHasPhases) != 0) {
      STACMLM_CHECK(reader.skip(4));
    }

    STACMLM_TRY(const std::uint64_t size, reader.number(1U << (flags_ & 3U)));
    chunks_.emplace_back(file_.address_of(reader), size);
    return {};
  }

  // To its end, as libhdf5 does, whatever number of messages is stated.
  base::Result<void> read_old(ByteReader& chunk) {
    while (chunk.left() >= 8) {
      Message message;
      STACMLM_TRY(message.type, chunk.u16());
      STACMLM_TRY(message.size, chunk.u16());
      STACMLM_TRY(const std::uint8_t flags, chunk.u8());
      STACMLM_CHECK(chunk.skip(3));
      STACMLM_CHECK(add(message, flags, chunk));
    }
    return {};
  }

  base::Result<void> read_new(ByteReader& chunk) {
    // A gap that is too small for a message may stand at the end.
    const std::uint64_t least = (flags_ & kHasOrder) != 0 ? 6 : 4;
    while (chunk.left() >= least) {
      Message message;
      STACMLM_TRY(message.type, chunk.u8());
      STACMLM_TRY(message.size, chunk.u16());
      STACMLM_TRY(const std::uint8_t flags, chunk.u8());
      STACMLM_CHECK(chunk.skip(least - 4));
      STACMLM_CHECK(add(message, flags, chunk));
    }
    return {};
  }

  base::Result<void> add(Message message, std::uint8_t flags, ByteReader& chunk) {
    message.address = file_.address_of(chunk);
    message.is_shared = (flags & kShared) != 0;
    STACMLM_TRY(ByteReader content, chunk.part(message.size));
    if (message.type == kContinuation) return add_chunk(content);
    if (messages_.size() == kMostMessages) return over_limit("an HDF5 header of too many messages");
    if (message.type != 0) messages_.push_back(message);
    return {};
  }

  base::Result<void> add_chunk(ByteReader& content) {
    STACMLM_TRY(const auto address, file_.address(content));
    STACMLM_TRY(const std::uint64_t size, file_.length(content));
    if (!address) return malformed("an HDF5 header that goes on nowhere");
    if (is_old_) {
      chunks_.emplace_back(*address, size);
      return {};
    }
    STACMLM_TRY(ByteReader sign, file_.from(*address, 4));
    STACMLM_CHECK(expect_sign(sign, "OCHK"));
    if (size < 4 + kCheckSum) return malformed("an HDF5 header that goes on in too few bytes");
    chunks_.emplace_back(*address + 4, size - 4 - kCheckSum);
    return {};
  }

  File& file_;
  std::uint64_t address_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> chunks_;
  std::set<std::uint64_t> seen_;
  std::vector<Message> messages_;
  bool is_old_ = false;
  std::uint8_t flags_ = 0;
};

}  // namespace

base::Result<std::vector<Message>> read_header(File& file, std::uint64_t address) {
  return HeaderReader(file, address).run();
}

}  // namespace stacmlm::artifact::hdf5
