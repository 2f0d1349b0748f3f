// SPDX-License-Identifier: Apache-2.0
#include "artifact/flatbuffer/flatbuffer.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "artifact/collector.h"

namespace stacmlm::artifact::flatbuffer {
namespace {

constexpr std::uint64_t kVisitsPerByte = 8;
constexpr std::uint64_t kFreeVisits = 4096;

tl::unexpected<base::Error> leads_out(std::uint64_t at) {
  return malformed(fmt::format("the flatbuffer refers to a place outside of it at byte {}", at));
}

}  // namespace

Buffer::Buffer(const Source& source, std::uint64_t begin, std::uint64_t end)
    : source_(&source),
      begin_(std::min(begin, source.size())),
      size_(std::clamp(end, begin_, source.size()) - begin_),
      visits_left_(size_ * kVisitsPerByte + kFreeVisits),
      block_size_(std::max<std::size_t>(source.block(), 512)) {}

base::Result<void> Buffer::visit(std::uint64_t bytes) {
  if (bytes > visits_left_)
    return malformed("the flatbuffer has parts that are used too often to be meant");
  visits_left_ -= bytes;
  return {};
}

base::Result<void> Buffer::read(std::uint64_t at, char* to, std::size_t size) {
  if (at > size_ || size > size_ - at) return leads_out(at);
  while (size > 0) {
    const std::uint64_t index = at / block_size_;
    Block& block = blocks_[index % blocks_.size()];
    if (block.index != index) {
      const std::uint64_t begin = index * block_size_;
      block.index = std::numeric_limits<std::uint64_t>::max();
      block.bytes.resize(
          static_cast<std::size_t>(std::min<std::uint64_t>(block_size_, size_ - begin)));
      STACMLM_CHECK(source_->read(begin_ + begin, block.bytes));
      block.index = index;
    }
    const auto from = static_cast<std::size_t>(at % block_size_);
    const std::size_t step = std::min(size, block.bytes.size() - from);
    std::memcpy(to, block.bytes.data() + from, step);
    at += step;
    to += step;
    size -= step;
  }
  return {};
}

template <class Number>
base::Result<Number> Buffer::number(std::uint64_t at) {
  std::array<char, sizeof(Number)> bytes{};
  STACMLM_CHECK(read(at, bytes.data(), bytes.size()));
  if constexpr (std::endian::native == std::endian::big) std::ranges::reverse(bytes);
  return std::bit_cast<Number>(bytes);
}

template base::Result<std::int8_t> Buffer::number(std::uint64_t);
template base::Result<std::uint8_t> Buffer::number(std::uint64_t);
template base::Result<std::uint16_t> Buffer::number(std::uint64_t);
template base::Result<std::int32_t> Buffer::number(std::uint64_t);
template base::Result<std::uint32_t> Buffer::number(std::uint64_t);
template base::Result<std::int64_t> Buffer::number(std::uint64_t);
template base::Result<std::uint64_t> Buffer::number(std::uint64_t);
template base::Result<float> Buffer::number(std::uint64_t);

base::Result<std::string> Buffer::text(std::uint64_t at, std::size_t limit) {
  STACMLM_TRY(const std::uint32_t length, number<std::uint32_t>(at));
  if (length > size_ - at - 4) return leads_out(at);
  if (length > limit) return over_limit(fmt::format("a text of {} bytes at byte {}", length, at));
  STACMLM_CHECK(visit(length));
  std::string text(length, '\0');
  STACMLM_CHECK(read(at + 4, text.data(), text.size()));
  return text;
}

base::Result<std::uint64_t> Buffer::follow(std::uint64_t at) {
  STACMLM_TRY(const std::uint32_t offset, number<std::uint32_t>(at));
  if (offset == 0 || offset >= size_ - at) return leads_out(at);
  return at + offset;
}

base::Result<Table> Buffer::root() {
  STACMLM_TRY(const std::uint64_t position, follow(0));
  return Table::at(*this, position);
}

base::Result<Table> Table::at(Buffer& buffer, std::uint64_t position) {
  STACMLM_TRY(const std::int32_t back, buffer.number<std::int32_t>(position));
  const std::int64_t vtable = static_cast<std::int64_t>(position) - back;
  if (vtable < 0 || static_cast<std::uint64_t>(vtable) >= buffer.size()) return leads_out(position);
  const auto begin = static_cast<std::uint64_t>(vtable);
  STACMLM_TRY(const std::uint16_t vtable_size, buffer.number<std::uint16_t>(begin));
  Table table;
  table.buffer_ = &buffer;
  table.position_ = position;
  STACMLM_TRY(table.size_, buffer.number<std::uint16_t>(begin + 2));
  if (vtable_size < 4 || vtable_size % 2 != 0 || vtable_size > buffer.size() - begin ||
      table.size_ < 4 || table.size_ > buffer.size() - position) {
    return malformed(fmt::format("the table at byte {} of the flatbuffer is broken", position));
  }
  STACMLM_CHECK(buffer.visit(16));
  table.fields_ = std::min<unsigned>((vtable_size - 4U) / 2U, kMostFields);
  for (unsigned field = 0; field < table.fields_; ++field) {
    STACMLM_TRY(table.offsets_[field], buffer.number<std::uint16_t>(begin + 4 + 2 * field));
    if (table.offsets_[field] >= table.size_)
      return malformed(fmt::format("the table at byte {} of the flatbuffer is broken", position));
  }
  return table;
}

bool Table::has(unsigned field) const { return field < fields_ && offsets_[field] != 0; }

// 0 if it is absent.
base::Result<std::uint64_t> Table::place_of(unsigned field, std::size_t size) const {
  if (!has(field)) return 0;
  if (offsets_[field] + size > size_) return leads_out(position_);
  return position_ + offsets_[field];
}

base::Result<std::optional<std::string>> Table::text(unsigned field, std::size_t limit) const {
  STACMLM_TRY(const std::uint64_t place, place_of(field, 4));
  if (place == 0) return std::nullopt;
  STACMLM_TRY(const std::uint64_t at, buffer_->follow(place));
  STACMLM_TRY(std::string text, buffer_->text(at, limit));
  return text;
}

base::Result<Vector> Table::vector(unsigned field, std::size_t element_size) const {
  STACMLM_TRY(const std::uint64_t place, place_of(field, 4));
  if (place == 0) return Vector();
  STACMLM_TRY(const std::uint64_t at, buffer_->follow(place));
  STACMLM_TRY(const std::uint32_t size, buffer_->number<std::uint32_t>(at));
  if (size > (buffer_->size() - at - 4) / element_size) return leads_out(at);
  STACMLM_CHECK(buffer_->visit(std::uint64_t{size} * element_size));
  return Vector(*buffer_, at + 4, size);
}

base::Result<std::optional<Table>> Table::table(unsigned field) const {
  STACMLM_TRY(const std::uint64_t place, place_of(field, 4));
  if (place == 0) return std::nullopt;
  STACMLM_TRY(const std::uint64_t at, buffer_->follow(place));
  STACMLM_TRY(Table inner, Table::at(*buffer_, at));
  return inner;
}

base::Result<Table> Vector::table(std::uint32_t index) const {
  STACMLM_CHECK(buffer_->visit(4));
  STACMLM_TRY(const std::uint64_t at, buffer_->follow(begin_ + std::uint64_t{index} * 4));
  return Table::at(*buffer_, at);
}

}  // namespace stacmlm::artifact::flatbuffer
