// SPDX-License-Identifier: Apache-2.0
#include "artifact/openvino/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "artifact/collector.h"
#include "artifact/digits.h"
#include "artifact/limits.h"

namespace stacmlm::artifact::openvino {
namespace {

struct TypeWord {
  std::string_view word;  // in small letters
  std::string_view data_type;
};

constexpr TypeWord kTypes[] = {
    {"f32", "float32"},
    {"fp32", "float32"},
    {"f16", "float16"},
    {"fp16", "float16"},
    {"f64", "float64"},
    {"fp64", "float64"},
    {"bf16", "bfloat16"},
    {"i4", "int4"},
    {"i8", "int8"},
    {"i16", "int16"},
    {"i32", "int32"},
    {"i64", "int64"},
    {"u2", "uint2"},
    {"u4", "uint4"},
    {"u8", "uint8"},
    {"u16", "uint16"},
    {"u32", "uint32"},
    {"u64", "uint64"},
    {"boolean", "bool"},
    {"bool", "bool"},
    {"string", "string"},
    {"f8e4m3", "float8_e4m3"},
    {"f8e5m2", "float8_e5m2"},
    {"f8e8m0", "float8_e8m0"},
    {"f4e2m1", "float4_e2m1"},
    {"dynamic", ""},
    {"undefined", ""},
    {"unspecified", ""},
};

std::string_view trimmed(std::string_view text, std::string_view what) {
  const std::size_t begin = text.find_first_not_of(what);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(what) + 1 - begin);
}

}  // namespace

std::string data_type_of(std::string_view word) {
  std::string small(word);
  std::ranges::transform(small, small.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto* found = std::ranges::find(kTypes, small, &TypeWord::word);
  return found == std::end(kTypes) ? small : std::string(found->data_type);
}

base::Result<Dimension> dimension_of(std::string_view text) {
  text = trimmed(text, " \t\r\n");
  if (text == "?" || text == "-1" || text.find("..") != std::string_view::npos) return Dimension{};
  const auto size = number_in<std::int64_t>(text);
  if (!size || *size < 0)
    return malformed(fmt::format("\"{}\" is no size of a tensor", text.substr(0, 40)));
  return Dimension{*size, ""};
}

base::Result<std::optional<std::vector<Dimension>>> shape_of(std::string_view text) {
  text = trimmed(text, " \t\r\n[]");
  if (text == "...") return std::nullopt;
  std::vector<Dimension> shape;
  while (!text.empty()) {
    if (shape.size() == kMostDimensions) return over_limit("a tensor of more than 16 dimensions");
    const std::size_t comma = text.find(',');
    STACMLM_TRY(Dimension dimension, dimension_of(text.substr(0, comma)));
    shape.push_back(std::move(dimension));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return shape;
}

}  // namespace stacmlm::artifact::openvino
