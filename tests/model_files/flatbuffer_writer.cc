// SPDX-License-Identifier: Apache-2.0
#include "model_files/flatbuffer_writer.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "model_files/byte_writer.h"

namespace stacmlm::model_files::flatbuffer {
namespace {

class Writer {
 public:
  std::string write(const PartPointer& root, std::string_view identifier) {
    wanted_.push_back({0, root});
    append(0, 4);
    bytes_ += identifier;
    while (!wanted_.empty()) {
      const auto [at, part] = wanted_.front();
      wanted_.pop_front();
      const auto known = places_.find(part.get());
      const std::size_t place = known == places_.end() ? put(*part) : known->second;
      places_[part.get()] = place;
      patch(at, place - at, 4);
    }
    return std::move(bytes_);
  }

 private:
  void append(std::uint64_t number, unsigned size) {
    for (unsigned i = 0; i < size; ++i, number >>= 8U)
      bytes_.push_back(static_cast<char>(number & 0xFF));
  }
  void patch(std::size_t at, std::uint64_t number, unsigned size) {
    for (unsigned i = 0; i < size; ++i, number >>= 8U)
      bytes_[at + i] = static_cast<char>(number & 0xFF);
  }
  void align(std::size_t size, std::size_t ahead) {
    while ((bytes_.size() + ahead) % size != 0) bytes_.push_back('\0');
  }

  std::size_t put(const Part& part) {
    if (part.is_table) return put_table(part);
    align(16, 4);  // what the elements may need
    const std::size_t place = bytes_.size();
    append(part.parts.empty() ? part.count : part.parts.size(), 4);
    for (const PartPointer& inner : part.parts) {
      wanted_.push_back({bytes_.size(), inner});
      append(0, 4);
    }
    bytes_ += part.bytes;
    if (part.is_text) bytes_.push_back('\0');
    return place;
  }

  std::size_t put_table(const Part& part) {
    unsigned fields = 0;
    for (const Field& field : part.fields) fields = std::max(fields, field.number + 1);
    // Each field gets eight bytes, so that all are aligned.
    const std::size_t vtable_size = 4 + 2 * std::size_t{fields};
    align(2, 0);
    const std::size_t vtable = bytes_.size();
    append(vtable_size, 2);
    append(8 + 8 * part.fields.size(), 2);
    append(0, 2 * fields);
    align(8, 0);
    const std::size_t place = bytes_.size();
    append(place - vtable, 4);
    append(0, 4);
    for (const Field& field : part.fields) {
      patch(vtable + 4 + 2 * std::size_t{field.number}, bytes_.size() - place, 2);
      if (const auto* number = std::get_if<Number>(&field.value)) {
        append(number->value, 8);
      } else {
        wanted_.push_back({bytes_.size(), std::get<PartPointer>(field.value)});
        append(0, 8);
      }
    }
    return place;
  }

  std::string bytes_;
  std::deque<std::pair<std::size_t, PartPointer>> wanted_;
  std::map<const Part*, std::size_t> places_;
};

PartPointer plain(std::string bytes, std::size_t count) {
  auto part = std::make_shared<Part>();
  part->bytes = std::move(bytes);
  part->count = static_cast<std::uint32_t>(count);
  return part;
}

}  // namespace

PartPointer table(std::vector<Field> fields) {
  auto part = std::make_shared<Part>();
  part->is_table = true;
  part->fields = std::move(fields);
  return part;
}

PartPointer text(std::string_view text) {
  PartPointer part = plain(std::string(text), text.size());
  part->is_text = true;
  return part;
}

PartPointer bytes(std::string bytes) {
  const std::size_t count = bytes.size();
  return plain(std::move(bytes), count);
}

PartPointer int32s(const std::vector<std::int32_t>& numbers) {
  ByteWriter out;
  for (const std::int32_t number : numbers) out.u32(static_cast<std::uint32_t>(number));
  return plain(out.bytes(), numbers.size());
}

PartPointer int64s(const std::vector<std::int64_t>& numbers) {
  ByteWriter out;
  for (const std::int64_t number : numbers) out.u64(static_cast<std::uint64_t>(number));
  return plain(out.bytes(), numbers.size());
}

PartPointer floats(const std::vector<float>& numbers) {
  ByteWriter out;
  for (const float number : numbers) out.f32(number);
  return plain(out.bytes(), numbers.size());
}

PartPointer vector(std::vector<PartPointer> parts) {
  auto part = std::make_shared<Part>();
  part->parts = std::move(parts);
  return part;
}

std::string write(const PartPointer& root, std::string_view identifier) {
  return Writer().write(root, identifier);
}

}  // namespace stacmlm::model_files::flatbuffer
