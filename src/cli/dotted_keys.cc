// SPDX-License-Identifier: Apache-2.0
#include "cli/dotted_keys.h"

#include <algorithm>
#include <string>

namespace stacmlm::cli {
namespace {

constexpr std::size_t kMostDots = 16;

// The end of the text in quotes that begins at `at`: at its last quote, or behind its last byte.
std::size_t string_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool is_long = text.substr(at + 1, 2) == std::string(2, quote);
  std::size_t i = at + (is_long ? 3 : 1);
  for (; i < text.size(); ++i) {
    if (text[i] == '\\' && quote == '"') {
      ++i;
    } else if (text[i] == quote && (!is_long || text.substr(i, 3) == std::string(3, quote))) {
      break;
    } else if (text[i] == '\n' && !is_long) {
      break;
    }
  }
  if (!is_long) return i;
  i += 2;
  // Up to two quotes may stand before the three that end a long text.
  for (int more = 0; more < 2 && i + 1 < text.size() && text[i + 1] == quote; ++more) ++i;
  return i;
}

}  // namespace

std::optional<std::size_t> find_deep_key(std::string_view text) {
  constexpr std::string_view kBetweenKeys = "=,[]{}\n";
  std::size_t dots = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = string_end(text, i);
    } else if (c == '#') {
      i = std::min(text.find('\n', i), text.size());
      dots = 0;
    } else if (kBetweenKeys.find(c) != std::string_view::npos) {
      dots = 0;
    } else if (c == '.' && ++dots > kMostDots) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace stacmlm::cli
