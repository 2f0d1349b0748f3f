// SPDX-License-Identifier: Apache-2.0
#include "rules/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace stacmlm::rules {
namespace {

constexpr std::size_t kLongest = 64;

bool is_separator(char c) { return c == '_' || c == '-' || c == ' ' || c == '.' || c == ':'; }

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// A word without case and separators, so that `Semantic_Segmentation` meets
/// `semantic-segmentation`.
std::string folded(std::string_view word) {
  std::string text;
  for (const char c : word) {
    if (!is_separator(c)) text.push_back(lower_case(c));
  }
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > kLongest) return {};
  const std::string wanted = folded(word);
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, wanted.size() / 4) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, folded(candidate));
    if (distance < least && candidate != word) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view candidate = nearest(word, candidates);
  return candidate.empty() ? std::string() : fmt::format("did you mean `{}`?", candidate);
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto skip = [](std::string_view& word) {
    while (!word.empty() && is_separator(word.front())) word.remove_prefix(1);
  };
  for (;;) {
    skip(a);
    skip(b);
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    if (lower_case(a.front()) != lower_case(b.front())) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return fmt::format("`{}`", text);
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

}  // namespace stacmlm::rules
