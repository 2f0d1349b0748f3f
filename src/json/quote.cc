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
  const auto is_plain = [](char c) {
    return static_cast<signed char>(c) >= 0x20 && c != '"' && c != '\\';
  };
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
    out.append(text.begin(), end);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
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
