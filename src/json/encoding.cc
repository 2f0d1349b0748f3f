// SPDX-License-Identifier: Apache-2.0
#include "json/encoding.h"

#include <fmt/format.h>

#include <array>

namespace stacmlm::json {
namespace {

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};

using namespace std::string_view_literals;

// That of UTF-32LE begins with that of UTF-16LE.
constexpr std::array<Mark, 4> kMarks = {{{"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                         {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                         {"\xFF\xFE"sv, "UTF-16LE"},
                                         {"\xFE\xFF"sv, "UTF-16BE"}}};

struct Zeros {
  unsigned pattern;  // a bit for each of the first four bytes that is zero, the first the highest
  std::string_view encoding;
};

constexpr std::array<Zeros, 4> kZeros = {
    {{0b0111, "UTF-32LE"}, {0b1110, "UTF-32BE"}, {0b0101, "UTF-16LE"}, {0b1010, "UTF-16BE"}}};

std::string_view wide_encoding(std::string_view text) {
  for (const Mark& mark : kMarks) {
    if (text.starts_with(mark.bytes)) return mark.encoding;
  }
  if (text.size() < 4) return {};
  unsigned pattern = 0;
  for (const char c : text.substr(0, 4)) pattern = (pattern << 1U) | (c == '\0' ? 1U : 0U);
  for (const Zeros& zeros : kZeros) {
    if (zeros.pattern == pattern) return zeros.encoding;
  }
  return {};
}

}  // namespace

std::optional<SyntaxFault> wide_encoding_fault(std::string_view text) {
  const std::string_view encoding = wide_encoding(text);
  if (encoding.empty()) return {};
  return SyntaxFault{SyntaxFault::Kind::kEncoding, 0,
                     fmt::format("the text is {}, not UTF-8", encoding)};
}

}  // namespace stacmlm::json
