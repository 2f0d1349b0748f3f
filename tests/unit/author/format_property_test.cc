// SPDX-License-Identifier: Apache-2.0
// What holds of every document: formatting it twice is formatting it once, and nothing is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "documents.h"
#include "parsed.h"
#include "stacmlm/author/format.h"

namespace stacmlm::author {
namespace {

using json::Parsed;

/// Each key and each scalar as it is written, sorted.
std::vector<std::string> spellings(const json::Document& document) {
  std::vector<std::string> all;
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    const json::Value value = document.value_at(i);
    const json::Node& node = value.node();
    if (value.has_key()) all.emplace_back(document.text().substr(node.key_begin, node.key_length));
    if (!value.is_array() && !value.is_object()) all.emplace_back(value.raw());
  }
  std::ranges::sort(all);
  return all;
}

void expect_nothing_lost(const json::Document& document, Layout layout) {
  const std::string once = format(document, layout);
  const Parsed again(once);
  ASSERT_FALSE(again.fault.has_value()) << again.fault->message << " in " << once;
  ASSERT_EQ(format(again.document, layout), once);
  ASSERT_TRUE(json::equal(document.root(), again.root())) << once;
  ASSERT_EQ(spellings(document), spellings(again.document)) << once;
}

void expect_of_all(const std::vector<std::string>& texts) {
  constexpr int kMutations = 40;
  std::mt19937 random(1);
  for (const std::string& text : texts) {
    const Parsed parsed(text);
    if (parsed.fault) continue;
    expect_nothing_lost(parsed.document, Layout::kLines);
    std::string mutation = text;
    for (int i = 0; i < kMutations && !testing::Test::HasFatalFailure(); ++i) {
      const Parsed before(mutation);
      mutation = mutated(before.document, random);
      const Parsed after(mutation);
      if (after.fault || mutation.size() > 4 * text.size()) {
        mutation = text;
        continue;
      }
      expect_nothing_lost(after.document, i % 4 == 0 ? Layout::kOneLine : Layout::kLines);
    }
  }
}

TEST(FormatProperty, HoldsOfTheExamples) {
  const auto texts = documents_below(STACMLM_EXAMPLES);
  ASSERT_FALSE(texts.empty());
  expect_of_all(texts);
}

TEST(FormatProperty, HoldsOfTheCorpus) {
  const auto texts = documents_below(STACMLM_SHARED "/corpus");
  if (texts.empty()) GTEST_SKIP() << "the conformance data is not at " << STACMLM_SHARED;
  expect_of_all(texts);
}

}  // namespace
}  // namespace stacmlm::author
