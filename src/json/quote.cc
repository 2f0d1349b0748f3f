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

/// So many characters at the start of the text stand for themselves; eight are looked at at a time.
std::size_t plain_size(std::string_view text) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  std::size_t size = 0;
  for (; text.size() - size >= 8; size += 8) {
    const auto bytes = load<std::uint64_t>(text.data() + size);
    // The highest bit of the first byte that is not plain gets set, perhaps of some behind it.
    const std::uint64_t odd = bytes | (bytes - 0x20 * kEach) | ((bytes ^ ('"' * kEach)) - kEach) |
                              ((bytes ^ ('\\' * kEach)) - kEach);
    if ((odd & 0x80 * kEach) != 0) break;
  }
  while (size < text.size() && is_plain_one(text[size])) ++size;
  return size;
}

}  // namespace

bool is_plain(std::string_view text) { return plain_size(text) == text.size(); }

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
