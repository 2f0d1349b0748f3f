// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/element_type.h"

#include <algorithm>
#include <limits>

#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::artifact {
namespace {

constexpr ElementType kElementTypes[] = {
    {"int8", 8},        {"int16", 16},          {"int32", 32},      {"int64", 64},
    {"uint8", 8},       {"uint16", 16},         {"uint32", 32},     {"uint64", 64},
    {"float16", 16},    {"float32", 32},        {"float64", 64},    {"bfloat16", 16},
    {"float8_e4m3", 8}, {"float8_e4m3fnuz", 8}, {"float8_e5m2", 8}, {"float8_e5m2fnuz", 8},
    {"float8_e8m0", 8}, {"float6_e2m3", 6},     {"float6_e3m2", 6}, {"float4_e2m1", 4},
    {"int4", 4},        {"uint4", 4},           {"int2", 2},        {"uint2", 2},
    {"cint16", 32},     {"cint32", 64},         {"cfloat32", 64},   {"cfloat64", 128},
    {"bool", 8},        {"string", 0},
};

}  // namespace

std::span<const ElementType> element_types() { return kElementTypes; }

const ElementType* find_element_type(std::string_view name) {
  const auto* found = std::ranges::find(kElementTypes, name, &ElementType::name);
  return found == std::end(kElementTypes) ? nullptr : found;
}

std::uint64_t packed_bytes(const ElementType& type, std::uint64_t elements) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  if (type.bits != 0 && elements > (kMost - 7) / type.bits) return kMost;
  return (elements * type.bits + 7) / 8;
}

std::string_view mlm_data_type(std::string_view element_type) {
  if (element_type.empty()) return {};
  const auto* found = std::ranges::find(stac::kDataTypes, element_type);
  return found == stac::kDataTypes.end() ? "other" : *found;
}

}  // namespace stacmlm::artifact
