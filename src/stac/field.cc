// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/field.h"

#include <algorithm>
#include <charconv>

namespace stacmlm::stac {

bool Decode<std::int64_t>::fits(json::Value value) {
  constexpr double kLimit = 9223372036854775808.0;
  constexpr std::uint32_t kShort = 18;  // digits and a sign that surely fit
  if (!value.is_number() || !value.is_integer()) return false;
  const json::Node& node = value.node();
  const bool is_plain = (node.flags & json::node_flags::kPlainInteger) != 0;
  if (is_plain && node.end - node.begin <= kShort) return true;
  const double number = value.number();
  return number >= -kLimit && number < kLimit;
}

std::int64_t Decode<std::int64_t>::get(json::Value value) {
  const std::string_view text = value.raw();
  std::int64_t integer = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), integer);
  return read.ptr == text.data() + text.size() ? integer
                                               : static_cast<std::int64_t>(value.number());
}

bool contains(json::Value array, std::string_view text) {
  return std::ranges::any_of(array.elements(),
                             [&](json::Value element) { return element.equals(text); });
}

}  // namespace stacmlm::stac
