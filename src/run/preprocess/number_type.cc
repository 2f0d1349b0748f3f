// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/number_type.h"

#include <algorithm>
#include <array>

namespace stacmlm::run {
namespace {

struct Row {
  std::string_view name;
  std::size_t bytes;
  bool is_integer;
};

/// In the order of NumberType.
constexpr std::array kRows = std::to_array<Row>({
    {"uint8", 1, true},
    {"int8", 1, true},
    {"uint16", 2, true},
    {"int16", 2, true},
    {"uint32", 4, true},
    {"int32", 4, true},
    {"uint64", 8, true},
    {"int64", 8, true},
    {"float16", 2, false},
    {"float32", 4, false},
    {"float64", 8, false},
});

const Row& row_of(NumberType type) { return kRows.at(static_cast<std::size_t>(type)); }

}  // namespace

std::string_view name_of(NumberType type) { return row_of(type).name; }

std::optional<NumberType> number_type_of(std::string_view name) {
  const auto* found = std::ranges::find(kRows, name, &Row::name);
  if (found == kRows.end()) return std::nullopt;
  return static_cast<NumberType>(found - kRows.begin());
}

std::size_t bytes_of(NumberType type) { return row_of(type).bytes; }

bool is_integer(NumberType type) { return row_of(type).is_integer; }

}  // namespace stacmlm::run
