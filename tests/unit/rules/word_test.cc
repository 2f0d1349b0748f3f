// SPDX-License-Identifier: Apache-2.0
#include "rules/view/word.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/input/seen.h"
#include "rules/view/asset.h"

namespace stacmlm::rules {
namespace {

// The hash looks at both ends of a text: these two have the same.
constexpr std::string_view kTwin = "12345678-a-12345678";
constexpr std::string_view kOtherTwin = "12345678-b-12345678";

TEST(Word, is_equal_if_the_text_is) {
  ASSERT_EQ(Word(kTwin).hash(), Word(kOtherTwin).hash());
  EXPECT_NE(Word(kTwin), Word(kOtherTwin));
  EXPECT_EQ(Word(kTwin), Word(std::string(kTwin)));
  EXPECT_EQ(Word(), Word(""));
  static_assert(Word("self") == "self");
  static_assert(Word("self") != "root");
}

TEST(WordList, finds_its_words_and_no_others) {
  std::vector<std::string> texts = {"", std::string(kTwin)};
  for (int i = 0; i < 100; ++i) texts.push_back("word " + std::to_string(i));
  const WordList list({texts.begin(), texts.end()});
  for (std::size_t i = 0; i < texts.size(); ++i)
    EXPECT_EQ(list.find(Word(texts[i])), static_cast<int>(i)) << texts[i];
  EXPECT_FALSE(list.has(Word(kOtherTwin)));
  EXPECT_FALSE(list.has("word 100"));
  EXPECT_FALSE(WordList({}).has(""));
}

TEST(StartsLikeMlm, takes_any_case_and_asks_for_more) {
  for (const char* text : {"mlm:x", "MLM_x", "mLm-model"})
    EXPECT_TRUE(starts_like_mlm(text)) << text;
  for (const char* text : {"", "mlm:", "ml-model:x", " mlm:x", "m-lm:x", "-LM:xx"})
    EXPECT_FALSE(starts_like_mlm(text)) << text;
}

TEST(Roles, each_has_its_word) {
  EXPECT_EQ(word_of(Role::kMlmModel), "mlm:model");
  EXPECT_EQ(word_of(Role::kMlmContainer), "mlm:container");
  EXPECT_EQ(word_of(Role::kModel), "model");
  EXPECT_EQ(word_of(Role::kRuntime), "runtime");
  EXPECT_EQ(word_of(Role::kMlModelTrainingRuntime), "ml-model:training-runtime");
}

TEST(SurelyDiffer, never_says_so_of_equal_values) {
  const auto hash = [](int value) {
    return value < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(value));
  };
  EXPECT_TRUE(surely_differ(std::vector<int>{}, hash));
  EXPECT_TRUE(surely_differ(std::vector<int>{1}, hash));
  EXPECT_TRUE(surely_differ(std::vector<int>{1, 2, 3}, hash));
  EXPECT_TRUE(surely_differ(std::vector<int>{-1, 2, -1}, hash));
  EXPECT_FALSE(surely_differ(std::vector<int>{1, 2, 1}, hash));
}

}  // namespace
}  // namespace stacmlm::rules
