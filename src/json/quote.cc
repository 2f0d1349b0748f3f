// SPDX-License-Identifier: Apache-2.0
#include "json/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "json/utf8.h"
#include "stacmlm/json/key_hash.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kMeanings = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  const std::size_t known = kMeanings.find(c);
  if (known != std::string_view::npos) {
    out += '\\';
    out += kLetters[known];
  } else {
    out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
  }
}

/// Stands for itself, and is ASCII.
bool is_plain_one(char c) { return static_cast<signed char>(c) >= 0x20 && c != '"' && c != '\\'; }

constexpr std::uint64_t kEach = 0x0101010101010101;
constexpr std::uint64_t kHighest = 0x80 * kEach;

/// The highest bit of the first byte that is not plain is set, perhaps of some behind it: of none
/// if all eight are plain.
std::uint64_t odd_bytes(const char* eight) {
  const auto bytes = load<std::uint64_t>(eight);
  return bytes | (bytes - 0x20 * kEach) | ((bytes ^ ('"' * kEach)) - kEach) |
         ((bytes ^ ('\\' * kEach)) - kEach);
}

/// So many characters at the start of the text are plain.
std::size_t plain_size(std::string_view text) {
  std::size_t size = 0;
  while (text.size() - size >= 8 && (odd_bytes(text.data() + size) & kHighest) == 0) size += 8;
  while (size < text.size() && is_plain_one(text[size])) ++size;
  return size;
}

}  // namespace

bool is_plain(std::string_view text) {
  if (text.size() < 8) return plain_size(text) == text.size();
  const char* const last = text.data() + text.size() - 8;
  std::uint64_t odd = odd_bytes(last);
  for (const char* at = text.data(); at < last; at += 8) odd |= odd_bytes(at);
  return (odd & kHighest) == 0;
}

std::string quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  for (;;) {
    const std::size_t plain = plain_size(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t size = utf8_sequence(text);
    if (size == 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD, so that the literal is valid JSON whatever comes in
    } else if (size > 1) {
      out += text.substr(0, size);
    } else {
      append_escaped(out, text.front());
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  out += '"';
  return out;
}

}  // namespace stacmlm::json
