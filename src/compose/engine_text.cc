// SPDX-License-Identifier: Apache-2.0
#include "compose/engine_text.h"

#include <fmt/format.h>

#include "stacmlm/json/patch.h"

namespace stacmlm::compose {
namespace {

/// The code of a UTF-8 sequence of two or three bytes that is to be escaped, or 0.
unsigned escaped_code(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) == 0x7F) return 0x7F;
  if (text.size() > 1 && byte(0) == 0xC2 && byte(1) < 0xA0) return byte(1);
  if (text.size() < 3) return 0;
  const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  const bool is_three = (byte(0) & 0xF0U) == 0xE0U;
  const bool is_odd = code == 0x2028 || code == 0x2029 || code >= 0xFFFE || code == 0xFEFF;
  return is_three && is_odd ? code : 0;
}

}  // namespace

std::string quoted(std::string_view text) {
  const std::string json = json::quote(text);
  std::string out;
  for (std::size_t i = 0; i < json.size();) {
    const unsigned code = escaped_code(std::string_view(json).substr(i));
    if (code == 0) {
      out += json[i++];
    } else {
      out += fmt::format("\\u{:04x}", code);
      i += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    }
  }
  return out;
}

std::string quoted(const Interpolated& text) {
  Interpolated doubled;
  for (const Piece& piece : text.pieces) {
    Piece& copy = doubled.pieces.emplace_back(piece);
    for (std::size_t i = copy.text.find('$'); i != std::string::npos;
         i = copy.text.find('$', i + 2))
      copy.text.insert(i, 1, '$');
  }
  return quoted(doubled.text());
}

}  // namespace stacmlm::compose
