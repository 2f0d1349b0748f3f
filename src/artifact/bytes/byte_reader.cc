// SPDX-License-Identifier: Apache-2.0
#include "artifact/bytes/byte_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "artifact/bytes/little_endian.h"

namespace stacmlm::artifact {
namespace {

tl::unexpected<base::Error> ends_early(std::uint64_t position) {
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("something at byte {} is longer than what is left", position));
}

}  // namespace

ByteReader::ByteReader(const Source& source, std::uint64_t begin, std::uint64_t end)
    : source_(&source),
      begin_(std::min(begin, source.size())),
      end_(std::clamp(end, begin_, source.size())),
      position_(begin_) {}

base::Result<ByteReader> ByteReader::part(std::uint64_t size) {
  if (size > left()) return ends_early(position_);
  ByteReader inner(*source_, position_, position_ + size);
  inner.buffer_ = buffer_;
  inner.buffer_begin_ = buffer_begin_;
  position_ += size;
  return inner;
}

base::Result<void> ByteReader::skip(std::uint64_t size) {
  if (size > left()) return ends_early(position_);
  position_ += size;
  return {};
}

base::Result<void> ByteReader::seek(std::uint64_t position) {
  if (position < begin_ || position > end_) return ends_early(position);
  position_ = position;
  return {};
}

// Makes the next `size` bytes stand in the buffer; size is small.
base::Result<void> ByteReader::fill(std::size_t size) {
  if (size > left()) return ends_early(position_);
  if (position_ >= buffer_begin_ && position_ + size <= buffer_begin_ + buffer_.size()) return {};
  const std::uint64_t wanted = std::max<std::uint64_t>(size, source_->block());
  buffer_.resize(std::min(wanted, source_->size() - position_));
  buffer_begin_ = position_;
  const auto read = source_->read(position_, buffer_);
  if (!read) buffer_.clear();
  return read;
}

base::Result<std::uint64_t> ByteReader::number(unsigned size) {
  STACMLM_CHECK(fill(size));
  const char* const bytes = buffer_.data() + (position_ - buffer_begin_);
  position_ += size;
  return little_endian({bytes, size});
}

template <class Number>
base::Result<Number> ByteReader::number_of_type() {
  STACMLM_TRY(const std::uint64_t bits, number(sizeof(Number)));
  return static_cast<Number>(bits);
}

base::Result<std::uint8_t> ByteReader::u8() { return number_of_type<std::uint8_t>(); }
base::Result<std::uint16_t> ByteReader::u16() { return number_of_type<std::uint16_t>(); }
base::Result<std::uint32_t> ByteReader::u32() { return number_of_type<std::uint32_t>(); }
base::Result<std::uint64_t> ByteReader::u64() { return number(8); }

base::Result<std::uint64_t> ByteReader::varint() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    STACMLM_TRY(const std::uint8_t byte, u8());
    if (shift == 63 && byte > 1) break;
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80U) return number;
  }
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("the number before byte {} is longer than 64 bits", position_));
}

base::Result<std::string> ByteReader::text(std::uint64_t size, std::size_t limit) {
  if (size > left()) return ends_early(position_);
  if (size > limit) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{} bytes at byte {} are more than {}", size, position_, limit));
  }
  std::string text;
  if (size <= source_->block()) {
    STACMLM_CHECK(fill(static_cast<std::size_t>(size)));
    text.assign(buffer_.data() + (position_ - buffer_begin_), static_cast<std::size_t>(size));
  } else {
    text.resize(static_cast<std::size_t>(size));
    STACMLM_CHECK(source_->read(position_, text));
  }
  position_ += size;
  return text;
}

base::Result<std::string> ByteReader::line(std::size_t limit) {
  std::string line;
  while (left() > 0) {
    STACMLM_CHECK(fill(1));
    const std::size_t at = static_cast<std::size_t>(position_ - buffer_begin_);
    const std::size_t there =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size() - at, left()));
    const std::string_view rest(buffer_.data() + at, there);
    const std::size_t length = rest.find('\n');
    line.append(rest.substr(0, length));
    if (line.size() > limit) {
      return base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("a line before byte {} is longer than {}", position_, limit));
    }
    position_ += length == std::string_view::npos ? there : length + 1;
    if (length != std::string_view::npos) break;
  }
  return line;
}

}  // namespace stacmlm::artifact
