// SPDX-License-Identifier: Apache-2.0
#include "author/peers/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "json/utf8.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

/// The code point of a sequence of UTF-8 whose size was checked.
std::uint32_t code_point(std::string_view sequence) {
  constexpr std::uint8_t kFirstBits[] = {0x7F, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t point = static_cast<unsigned char>(sequence.front()) & kFirstBits[sequence.size()];
  for (const char c : sequence.substr(1))
    point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  return point;
}

void append_escape(std::string& out, std::uint32_t point) {
  if (point < 0x10000) {
    out += fmt::format("\\u{:04x}", point);
    return;
  }
  point -= 0x10000;
  out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (point >> 10U), 0xDC00 + (point & 0x3FFU));
}

std::string quoted_in_ascii(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t size = json::utf8_sequence(text);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (size == 1 && c >= 0x20 && c < 0x7F) {
      out += c;
    } else {
      append_escape(out, size == 0 ? 0xFFFD : code_point(text.substr(0, size)));
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out + '"';
}

using Quote = std::string (*)(std::string_view);

void append(std::string& out, json::Value value, Quote quote) {
  if (value.is_string()) {
    out += quote(value.string());
  } else if (value.is_array() || value.is_object()) {
    const std::size_t begin = out.size();
    out += value.is_array() ? '[' : '{';
    for (const json::Value element : value.elements()) {
      if (out.size() > begin + 1) out += ", ";
      append(out, element, quote);
    }
    for (const json::Value member : value.members()) {
      if (out.size() > begin + 1) out += ", ";
      out += quote(member.key());
      out += ": ";
      append(out, member, quote);
    }
    out += value.is_array() ? ']' : '}';
  } else {
    out += value.raw();
  }
}

}  // namespace

std::string laid_out(std::string_view json) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(json), document)) return std::string(json) + "\n";
  return format(document);
}

std::string in_ascii(json::Value value) {
  std::string out;
  append(out, value, quoted_in_ascii);
  return out;
}

std::string in_ascii(std::string_view text) { return quoted_in_ascii(text); }

std::string on_one_line(json::Value value) {
  std::string out;
  append(out, value, json::quote);
  return out;
}

std::string number_text(double number) {
  // 16 instead of 16.0: JSON has one kind of number.
  std::string text = fmt::format("{}", number);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string rounded_text(double number) { return fmt::format("{:.15g}", number); }

}  // namespace stacmlm::author
