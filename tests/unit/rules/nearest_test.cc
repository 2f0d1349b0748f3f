// SPDX-License-Identifier: Apache-2.0
#include "rules/nearest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace stacmlm::rules {
namespace {

std::string folded(std::string_view word) {
  std::string text;
  for (const char c : word) {
    if (std::string_view("_- .:").find(c) != std::string_view::npos) continue;
    text.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return text;
}

std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      table[i][j] = i == 0   ? j
                    : j == 0 ? i
                             : std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                                         table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
    }
  }
  return table[a.size()][b.size()];
}

/// What nearest() means, without any shortcut.
std::string_view plainly_nearest(std::string_view word, const std::vector<std::string_view>& all) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, folded(word).size() / 4) + 1;
  for (const std::string_view candidate : all) {
    const std::size_t d = distance(folded(word), folded(candidate));
    if (d >= least || candidate == word) continue;
    least = d;
    best = candidate;
  }
  return best;
}

TEST(Nearest, is_the_first_of_the_least_distance) {
  const std::vector<std::string_view> words = {"batch",
                                               "channel",
                                               "bands",
                                               "variables",
                                               "temperature",
                                               "time",
                                               "latitude",
                                               "depth",
                                               "longitude",
                                               "mlm:tasks",
                                               "mlm:task",
                                               "x",
                                               "y",
                                               "semantic-segmentation",
                                               "token",
                                               "embedding",
                                               "instance_segmentation",
                                               "class",
                                               "",
                                               "-"};
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string word(words[random() % words.size()]);
    for (auto change = random() % 5; change > 0; --change) {
      const char letter = "abctelimnsXY-_ :"[random() % 16];
      const std::size_t at = random() % (word.size() + 1);
      if (random() % 2 == 0 || at == word.size()) {
        word.insert(at, 1, letter);
      } else if (random() % 2 == 0) {
        word[at] = letter;
      } else {
        word.erase(at, 1);
      }
    }
    if (word.empty()) continue;
    EXPECT_EQ(nearest(word, words), plainly_nearest(word, words)) << word;
  }
}

TEST(Nearest, leaves_long_words_alone) {
  const std::string word(64, 'a');
  const std::string almost = word + "b";
  const std::string far(1000, 'a');
  EXPECT_EQ(nearest(word, {far, almost}), almost);
  EXPECT_EQ(nearest(almost, {word}), "");
}

TEST(SameLetters, heeds_neither_case_nor_separators) {
  EXPECT_TRUE(same_letters("Scikit-Learn", "scikit_learn"));
  EXPECT_TRUE(same_letters("- :", ""));
  EXPECT_TRUE(same_letters("a.b", "A B "));
  EXPECT_FALSE(same_letters("ab", "abc"));
  EXPECT_FALSE(same_letters(std::string_view("a\0b", 3), "ab"));
}

TEST(Shown, cuts_long_texts_between_characters) {
  EXPECT_EQ(shown("a"), "`a`");
  EXPECT_EQ(shown(std::string(60, 'x')), "`" + std::string(60, 'x') + "`");
  EXPECT_EQ(shown(std::string(61, 'x')), "`" + std::string(60, 'x') + "…`");
  EXPECT_EQ(shown(std::string(59, 'x') + "éé"), "`" + std::string(59, 'x') + "…`");
}

}  // namespace
}  // namespace stacmlm::rules
