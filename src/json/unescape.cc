// SPDX-License-Identifier: Apache-2.0
#include "json/unescape.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

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

/// Writes a code point; returns the place behind it.
char* put_utf8(std::uint32_t c, char* out) {
  const auto put = [&](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
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
  return out;
}

bool is_high(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Reads the `\uXXXX` at `at` (and its second half) and moves behind it.
void read_unicode(std::string_view raw, std::size_t& at, char*& out, Unescaped& result) {
  const auto unit = code_unit(raw, at + 2);
  if (!unit) {
    result.bad_escape = at;
    return;
  }
  if (is_high(*unit) && raw.substr(at + 6, 2) == "\\u") {
    const auto low = code_unit(raw, at + 8);
    if (low && is_low(*low)) {
      out = put_utf8(0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), out);
      at += 12;
      return;
    }
  }
  const bool lone = is_high(*unit) || is_low(*unit);
  if (lone && !result.lone_surrogate) result.lone_surrogate = at;
  out = put_utf8(lone ? 0xFFFD : *unit, out);
  at += 6;
}

}  // namespace

Unescaped unescape(std::string_view raw, char* out) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  Unescaped result;
  const char* const begin = out;
  std::size_t at = 0;
  while (at < raw.size() && !result.bad_escape) {
    const std::size_t plain = std::min(raw.find('\\', at), raw.size()) - at;
    std::memcpy(out, raw.data() + at, plain);
    out += plain;
    at += plain;
    if (at + 1 >= raw.size()) {
      if (at < raw.size()) result.bad_escape = at;
      break;
    }
    const std::size_t letter = kLetters.find(raw[at + 1]);
    if (raw[at + 1] == 'u') {
      read_unicode(raw, at, out, result);
    } else if (letter != std::string_view::npos) {
      *out++ = kMeanings[letter];
      at += 2;
    } else {
      result.bad_escape = at;
    }
  }
  result.size = static_cast<std::size_t>(out - begin);
  return result;
}

}  // namespace stacmlm::json
