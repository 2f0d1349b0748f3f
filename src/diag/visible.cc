// SPDX-License-Identifier: Apache-2.0
#include "diag/visible.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace stacmlm::diag {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  // 0: the text does not start with valid UTF-8
};

CodePoint decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  if (byte(0) < 0xC2 || byte(0) > 0xF4) return {};
  const std::size_t bytes = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  if (text.size() < bytes) return {};
  std::uint32_t value = byte(0) & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte(i) & 0x3F);
  }
  const bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF) return {};
  return {value, bytes};
}

struct Range {
  std::uint32_t first, last;
};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, std::uint32_t value) {
  return std::ranges::any_of(
      ranges, [&](Range range) { return range.first <= value && value <= range.last; });
}

// C1 controls, line ends, what has no width or turns the direction of writing, noncharacters.
constexpr std::array<Range, 11> kInvisible = {{{0x80, 0x9F},
                                               {0xAD, 0xAD},
                                               {0x61C, 0x61C},
                                               {0x180E, 0x180E},
                                               {0x200B, 0x200F},
                                               {0x2028, 0x202E},
                                               {0x2060, 0x206F},
                                               {0xFEFF, 0xFEFF},
                                               {0xFFF9, 0xFFFB},
                                               {0xFFFE, 0xFFFF},
                                               {0xE0000, 0xE007F}}};
constexpr std::array<Range, 6> kCombining = {{{0x300, 0x36F},
                                              {0x483, 0x489},
                                              {0x1AB0, 0x1AFF},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F},
                                              {0xFE20, 0xFE2F}}};
constexpr std::array<Range, 9> kWide = {{{0x1100, 0x115F},
                                         {0x2E80, 0xA4CF},
                                         {0xAC00, 0xD7A3},
                                         {0xF900, 0xFAFF},
                                         {0xFE30, 0xFE6F},
                                         {0xFF00, 0xFF60},
                                         {0xFFE0, 0xFFE6},
                                         {0x1F300, 0x1FAFF},
                                         {0x20000, 0x3FFFD}}};

// The Unicode block of control pictures follows the order of the controls.
std::string picture(std::uint32_t control) {
  const std::uint32_t offset = control == 0x7F ? 0x21 : control;
  return {'\xE2', '\x90', static_cast<char>(0x80 + offset)};
}

}  // namespace

Glyph first_glyph(std::string_view text) {
  const auto [value, bytes] = decode(text);
  if (bytes == 0) return {std::string(kReplacement), 1, 1};
  if (value < 0x20 || value == 0x7F) return {picture(value), 1, 1};
  if (value < 0x7F) return {std::string(1, text[0]), 1, 1};
  if (is_in(kInvisible, value)) {
    std::string number = fmt::format("<U+{:04X}>", value);
    const std::size_t columns = number.size();
    return {std::move(number), bytes, columns};
  }
  const std::size_t columns = is_in(kCombining, value) ? 0 : is_in(kWide, value) ? 2 : 1;
  return {std::string(text.substr(0, bytes)), bytes, columns};
}

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    out += glyph.text;
    text.remove_prefix(glyph.bytes);
  }
  return out;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    width += glyph.columns;
    text.remove_prefix(glyph.bytes);
  }
  return width;
}

std::string shortened(std::string_view text, std::size_t width) {
  std::size_t columns = 0;
  std::size_t kept = 0;  // bytes that leave room for the mark
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = first_glyph(text.substr(at));
    columns += glyph.columns;
    if (columns > width) return std::string(text.substr(0, kept)) + "…";
    at += glyph.bytes;
    if (columns < width) kept = at;
  }
  return std::string(text);
}

}  // namespace stacmlm::diag
