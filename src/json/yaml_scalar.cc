// SPDX-License-Identifier: Apache-2.0
#include "json/yaml_scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

using Tag = YamlNode::Tag;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

bool is_null(std::string_view text) { return is_one_of(text, {"", "~", "null", "Null", "NULL"}); }
bool is_true(std::string_view text) { return is_one_of(text, {"true", "True", "TRUE"}); }
bool is_false(std::string_view text) { return is_one_of(text, {"false", "False", "FALSE"}); }

bool is_sign(char c) { return c == '+' || c == '-'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Cuts the digits off that start the text.
std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool is_beyond_numbers(std::string_view text) {
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return true;
  if (!text.empty() && is_sign(text.front())) text.remove_prefix(1);
  return is_one_of(text, {".inf", ".Inf", ".INF"});
}

/// The parts of `[-+]? digits [. digits] [e digits]`.
struct Decimal {
  bool is_negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view exponent;  // with its `e`
  bool has_point = false;
  [[nodiscard]] bool is_integer() const { return !has_point && exponent.empty(); }
};

bool read_decimal(std::string_view text, Decimal& decimal) {
  if (!text.empty() && is_sign(text.front())) {
    decimal.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  decimal.whole = take_digits(text);
  decimal.has_point = text.starts_with('.');
  if (decimal.has_point) {
    text.remove_prefix(1);
    decimal.fraction = take_digits(text);
  }
  if (decimal.whole.empty() && decimal.fraction.empty()) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  decimal.exponent = text;
  text.remove_prefix(1);
  if (!text.empty() && is_sign(text.front())) text.remove_prefix(1);
  return !take_digits(text).empty() && text.empty();
}

YamlScalar written(const Decimal& decimal, std::string_view text) {
  if (decimal.whole.size() > 1 && decimal.whole.front() == '0') {
    return {"", fmt::format("`{}` starts with a zero: readers take it for octal, for decimal or "
                            "for a text; write 0o for octal, or quotes",
                            text.substr(0, 60))};
  }
  std::string json = decimal.is_negative ? "-" : "";
  json += decimal.whole.empty() ? "0" : decimal.whole;
  if (decimal.has_point) {
    json += '.';
    json += decimal.fraction.empty() ? "0" : decimal.fraction;
  }
  json += decimal.exponent;
  return {json};
}

/// `0o17` and `0x1F`.
bool is_with_base(std::string_view text) {
  const bool is_octal = text.starts_with("0o");
  if (text.size() < 3 || (!is_octal && !text.starts_with("0x"))) return false;
  const std::string_view digits = is_octal ? "01234567" : "0123456789abcdefABCDEF";
  return text.find_first_not_of(digits, 2) == std::string_view::npos;
}

YamlScalar read_with_base(std::string_view text) {
  std::uint64_t number = 0;
  const int base = text[1] == 'o' ? 8 : 16;
  const auto read = std::from_chars(text.data() + 2, text.data() + text.size(), number, base);
  if (read.ec != std::errc()) return {"", "an octal or hexadecimal number of more than 64 bits"};
  return {std::to_string(number)};
}

YamlScalar read_plain(std::string_view text) {
  if (is_null(text)) return {"null"};
  if (is_true(text)) return {"true"};
  if (is_false(text)) return {"false"};
  if (is_beyond_numbers(text)) {
    return {"", fmt::format("`{}` is no number of JSON", text)};
  }
  if (is_with_base(text)) return read_with_base(text);
  Decimal decimal;
  if (read_decimal(text, decimal)) return written(decimal, text);
  return {quote(text)};
}

YamlScalar no(std::string_view text, std::string_view kind) {
  return {"", fmt::format("`{}` is no {}, as its tag says", text.substr(0, 60), kind)};
}

}  // namespace

YamlScalar read_scalar(const YamlNode& scalar) {
  const std::string_view text = scalar.text;
  Decimal decimal;
  switch (scalar.tag) {
    case Tag::kText:
    case Tag::kMerge:
      return {quote(text)};
    case Tag::kNull:
      return is_null(text) ? YamlScalar{"null"} : no(text, "null");
    case Tag::kBoolean:
      return is_true(text) || is_false(text) ? read_plain(text) : no(text, "boolean");
    case Tag::kInteger:
      if (is_with_base(text)) return read_with_base(text);
      return read_decimal(text, decimal) && decimal.is_integer() ? written(decimal, text)
                                                                 : no(text, "integer");
    case Tag::kNumber:
      if (is_beyond_numbers(text)) return read_plain(text);
      return read_decimal(text, decimal) ? written(decimal, text) : no(text, "number");
    case Tag::kPlain:
      break;
  }
  return read_plain(text);
}

}  // namespace stacmlm::json
