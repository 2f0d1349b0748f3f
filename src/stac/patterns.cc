// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/patterns.h"

#include <algorithm>
#include <array>

#include "stacmlm/stac/character_set.h"

namespace stacmlm::stac {

bool skip_ecma_space(std::string_view& text) {
  // Nearly every character is a printable ASCII one.
  if (text.empty() || (text.front() > ' ' && text.front() <= '~')) return false;
  if (text.front() == ' ') {
    text.remove_prefix(1);
    return true;
  }
  // White space and line ends of ECMA-262: ASCII ones, then U+00A0, U+1680, U+2000 to U+200A,
  // U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF.
  static constexpr std::array<std::string_view, 24> kSpaces = {
      "\t",           "\n",           "\v",           "\f",           "\r",
      "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
      "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87",
      "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9",
      "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  const auto space =
      std::ranges::find_if(kSpaces, [&](std::string_view s) { return text.starts_with(s); });
  if (space == kSpaces.end()) return false;
  text.remove_prefix(space->size());
  return true;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

const json::Pattern kUtcTime = {
    "(\\+00:00|Z)$", "a time in UTC, with Z or +00:00 at its end",
    [](std::string_view text) { return text.ends_with('Z') || text.ends_with("+00:00"); }};

const json::Pattern kLicense = {"^[\\w\\-\\.\\+]+$", "letters, digits, `_`, `-`, `.` and `+`",
                                [](std::string_view text) {
                                  const auto allowed = [](char c) {
                                    return is_word_character(c) || c == '-' || c == '.' || c == '+';
                                  };
                                  return !text.empty() && std::ranges::all_of(text, allowed);
                                }};

const json::Pattern kUpperCaseLetters = {
    "^[A-Z]+$", "upper-case letters", [](std::string_view text) {
      return !text.empty() &&
             std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    }};

const json::Pattern kHexColor = {"^([0-9A-Fa-f]{6})$", "six hex digits", [](std::string_view text) {
                                   static constexpr CharacterSet kHexDigits("0-9A-Fa-f");
                                   return text.size() == 6 && kHexDigits.has_all(text);
                                 }};

}  // namespace stacmlm::stac
