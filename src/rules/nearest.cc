// SPDX-License-Identifier: Apache-2.0
#include "rules/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numeric>

namespace stacmlm::rules {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kLongestCandidate = 2 * kLongest;  // a longer one is near to no word

/// Small letters for capitals, a blank for what parts words.
constexpr std::array<char, 256> kFolded = [] {
  std::array<char, 256> folded{};
  for (int c = 0; c < 256; ++c) folded[static_cast<std::size_t>(c)] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c)
    folded[static_cast<std::size_t>(c)] = static_cast<char>(c - 'A' + 'a');
  for (const unsigned char c : {'_', '-', '.', ':'}) folded[c] = ' ';
  return folded;
}();

char folded(char c) { return kFolded[static_cast<unsigned char>(c)]; }

/// A word without case and separators, so that `Semantic_Segmentation` meets
/// `semantic-segmentation`; the first letters of a long one.
class Folded {
 public:
  explicit Folded(std::string_view word) {
    for (const char c : word) {
      if (folded(c) == ' ') continue;
      if (size_ == letters_.size()) break;
      letters_[size_++] = folded(c);
      kinds_ |= std::uint32_t{1} << (static_cast<unsigned char>(folded(c)) % 32);
    }
  }
  [[nodiscard]] std::string_view letters() const { return {letters_.data(), size_}; }
  /// A bit for each kind of letter: one that the other word has not takes a change.
  [[nodiscard]] std::uint32_t kinds() const { return kinds_; }

 private:
  std::array<char, kLongestCandidate> letters_;
  std::size_t size_ = 0;
  std::uint32_t kinds_ = 0;
};

/// The edit distance is this at least; told at a glance.
std::size_t least_distance(const Folded& a, const Folded& b) {
  return static_cast<std::size_t>(
      std::max(std::popcount(a.kinds() & ~b.kinds()), std::popcount(b.kinds() & ~a.kinds())));
}

/// How many letters have to be changed, put in or left out; `enough` if it is that much or more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t enough) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) >= enough) return enough;
  std::array<std::size_t, kLongestCandidate + 1> row;
  std::iota(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(b.size()) + 1, std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    std::size_t least = row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
      least = std::min(least, row[j]);
    }
    if (least >= enough) return enough;
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > kLongest) return {};
  const Folded wanted(word);
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, wanted.letters().size() / 4) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() + least <= wanted.letters().size()) continue;
    const Folded letters(candidate);
    if (least_distance(wanted, letters) >= least) continue;
    const std::size_t distance = edit_distance(wanted.letters(), letters.letters(), least);
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
  auto x = a.begin();
  auto y = b.begin();
  for (;;) {
    while (x != a.end() && folded(*x) == ' ') ++x;
    while (y != b.end() && folded(*y) == ' ') ++y;
    if (x == a.end() || y == b.end()) return x == a.end() && y == b.end();
    if (folded(*x++) != folded(*y++)) return false;
  }
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  constexpr std::string_view kMore = "…";
  std::size_t end = std::min(text.size(), kMost);
  const bool is_cut = end < text.size();
  while (is_cut && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return sentence({"`", text.substr(0, end), is_cut ? kMore : "", "`"});
}

std::string sentence(std::initializer_list<std::string_view> pieces) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  std::string text(size, ' ');
  char* at = text.data();
  for (const std::string_view piece : pieces) at += piece.copy(at, piece.size());
  return text;
}

}  // namespace stacmlm::rules
