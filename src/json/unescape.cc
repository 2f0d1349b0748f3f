// SPDX-License-Identifier: Apache-2.0
#include "json/unescape.h"

#include <cstdint>

namespace stacmlm::json {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The value of the four hex digits at `at`, or nothing.
std::optional<std::uint32_t> code_unit(std::string_view raw, std::size_t at) {
  if (at + 4 > raw.size()) return {};
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const int digit = hex_digit(raw[i]);
    if (digit < 0) return {};
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_high(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Reads the `\uXXXX` at `at` (and its second half); returns the offset behind it.
std::size_t read_unicode(std::string_view raw, std::size_t at, Unescape& result) {
  const auto unit = code_unit(raw, at + 2);
  if (!unit) {
    result.bad_escape = at;
    return raw.size();
  }
  if (is_high(*unit) && raw.substr(at + 6, 2) == "\\u") {
    const auto low = code_unit(raw, at + 8);
    if (low && is_low(*low)) {
      append_utf8(result.text, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
      return at + 12;
    }
  }
  const bool lone = is_high(*unit) || is_low(*unit);
  if (lone && !result.lone_surrogate) result.lone_surrogate = at;
  append_utf8(result.text, lone ? 0xFFFD : *unit);
  return at + 6;
}

}  // namespace

Unescape unescape(std::string_view raw) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  Unescape result;
  result.text.reserve(raw.size());
  std::size_t at = 0;
  while (at < raw.size() && !result.bad_escape) {
    const std::size_t backslash = std::min(raw.find('\\', at), raw.size());
    result.text.append(raw.substr(at, backslash - at));
    at = backslash;
    if (at + 1 >= raw.size()) {
      if (at < raw.size()) result.bad_escape = at;
      break;
    }
    const std::size_t letter = kLetters.find(raw[at + 1]);
    if (raw[at + 1] == 'u') {
      at = read_unicode(raw, at, result);
    } else if (letter != std::string_view::npos) {
      result.text.push_back(kMeanings[letter]);
      at += 2;
    } else {
      result.bad_escape = at;
    }
  }
  return result;
}

}  // namespace stacmlm::json
