// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stacmlm::model_files::flatbuffer {

struct Part;
/// A part that is named twice is written once.
using PartPointer = std::shared_ptr<Part>;

/// A number of that many bytes.
struct Number {
  std::uint64_t value = 0;
  unsigned size = 4;
};
struct Field {
  unsigned number = 0;
  std::variant<Number, PartPointer> value;
};
/// A table (fields), or a vector: of bytes that stand as they are, or of other parts.
struct Part {
  bool is_table = false;
  bool is_text = false;
  std::vector<Field> fields;
  std::string bytes;
  std::uint32_t count = 0;  ///< elements in `bytes`, as the vector states it
  std::vector<PartPointer> parts;
};

PartPointer table(std::vector<Field> fields);
PartPointer text(std::string_view text);
PartPointer bytes(std::string bytes);
PartPointer int32s(const std::vector<std::int32_t>& numbers);
PartPointer int64s(const std::vector<std::int64_t>& numbers);
PartPointer floats(const std::vector<float>& numbers);
PartPointer vector(std::vector<PartPointer> parts);

/// The whole file: every part once, behind the part that names it first.
std::string write(const PartPointer& root, std::string_view identifier);

}  // namespace stacmlm::model_files::flatbuffer
