// SPDX-License-Identifier: Apache-2.0
#include "artifact/protobuf/message.h"

#include <fmt/format.h>

#include "artifact/collector.h"

namespace stacmlm::artifact::protobuf {
namespace {

constexpr std::uint64_t kLargestTag = 0xFFFFFFFF;

}  // namespace

base::Result<bool> Message::next(Field& field) {
  if (position_ >= end_) return false;
  const std::uint64_t start = position_;
  STACMLM_CHECK(reader_->seek(start));
  STACMLM_TRY(const std::uint64_t tag, reader_->varint());
  if (tag > kLargestTag || (tag >> 3U) == 0)
    return malformed(fmt::format("no field begins at byte {}", start));
  field = {.number = static_cast<std::uint32_t>(tag >> 3U)};
  switch (tag & 7U) {
    case 0: {
      STACMLM_TRY(field.value, reader_->varint());
      break;
    }
    case 1: {
      field.type = WireType::kFixed64;
      STACMLM_TRY(field.value, reader_->u64());
      break;
    }
    case 2: {
      field.type = WireType::kBytes;
      STACMLM_TRY(const std::uint64_t size, reader_->varint());
      field.begin = reader_->position();
      if (field.begin > end_ || size > end_ - field.begin)
        return malformed(fmt::format("the field at byte {} is longer than what is left", start));
      field.end = field.begin + size;
      break;
    }
    case 5: {
      field.type = WireType::kFixed32;
      STACMLM_TRY(field.value, reader_->u32());
      break;
    }
    default:
      return malformed(fmt::format("the field at byte {} has a type that is out of use", start));
  }
  position_ = field.is_bytes() ? field.end : reader_->position();
  if (position_ > end_)
    return malformed(fmt::format("the field at byte {} is longer than what is left", start));
  return true;
}

base::Result<std::string> Message::text(const Field& field, std::size_t limit) const {
  STACMLM_CHECK(reader_->seek(field.begin));
  return reader_->text(field.size(), limit);
}

base::Result<void> Message::append_integers(const Field& field, std::vector<std::int64_t>& to,
                                            std::size_t most) const {
  const auto append = [&](std::uint64_t number) -> base::Result<void> {
    if (to.size() >= most)
      return over_limit(fmt::format("more than {} numbers before byte {}", most, position_));
    to.push_back(static_cast<std::int64_t>(number));
    return {};
  };
  if (field.is_varint()) return append(field.value);
  if (!field.is_bytes()) return {};
  STACMLM_CHECK(reader_->seek(field.begin));
  while (reader_->position() < field.end) {
    STACMLM_TRY(const std::uint64_t number, reader_->varint());
    if (reader_->position() > field.end)
      return malformed(fmt::format("a number reaches beyond byte {}", field.end));
    STACMLM_CHECK(append(number));
  }
  return {};
}

}  // namespace stacmlm::artifact::protobuf
