// SPDX-License-Identifier: Apache-2.0
#include "author/import/proto_number.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>

#include "author/peers/json_text.h"

namespace stacmlm::author {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_part(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

/// All of `text` as a number.
template <class Number, class Form>
std::optional<Number> whole(std::string_view text, Form form) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, form);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::string> floating(std::string_view digits, bool is_negative) {
  if (digits.ends_with('f') || digits.ends_with('F')) digits.remove_suffix(1);
  if (digits.empty() || (!is_digit(digits.front()) && digits.front() != '.')) return std::nullopt;
  const auto number = whole<double>(digits, std::chars_format::general);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return number_text(is_negative ? -*number : *number);
}

}  // namespace

std::size_t proto_number_size(std::string_view text) {
  const bool is_hex = text.starts_with("0x") || text.starts_with("-0x");
  std::size_t size = 1;
  for (; size < text.size(); ++size) {
    const char before = text[size - 1];
    const bool is_sign =
        (text[size] == '+' || text[size] == '-') && !is_hex && (before == 'e' || before == 'E');
    if (!is_part(text[size]) && !is_sign) break;
  }
  return size;
}

std::optional<std::string> proto_number(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  std::string_view digits = text.substr(is_negative ? 1 : 0);
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0X")) {
    base = 16;
    digits.remove_prefix(2);
  } else if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) {
    base = 8;
  }
  if (digits.empty() || digits.front() == '-') return std::nullopt;
  if (const auto integer = whole<std::uint64_t>(digits, base))
    return fmt::format("{}{}", is_negative && *integer != 0 ? "-" : "", *integer);
  return base == 10 ? floating(digits, is_negative) : std::nullopt;
}

}  // namespace stacmlm::author
