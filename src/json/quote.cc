// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "json/utf8.h"
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

}  // namespace

std::string quote(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t size = utf8_sequence(text);
    if (size == 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD, so that the literal is valid JSON whatever comes in
    } else if (size > 1 || (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\')) {
      out += text.substr(0, size);
    } else {
      append_escaped(out, c);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  out += '"';
  return out;
}

}  // namespace stacmlm::json
