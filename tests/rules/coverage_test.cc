// SPDX-License-Identifier: Apache-2.0
// docs/rules/coverage.tsv says of each rule of the specification's digest which codes look after
// it, or that none can.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {
namespace {

const std::filesystem::path kPages = STACMLM_RULE_PAGES;
constexpr std::string_view kNotCheckable = "not-checkable";

/// The words beside each id, in the order of the file.
std::vector<std::pair<std::string, std::vector<std::string>>> read_coverage() {
  std::ifstream file(kPages / "coverage.tsv");
  std::vector<std::pair<std::string, std::vector<std::string>>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::string id;
    words >> id;
    auto& row = rows.emplace_back(id, std::vector<std::string>());
    for (std::string word; words >> word;) row.second.push_back(word);
  }
  return rows;
}

/// The ids in the first column of not-checkable.md.
std::vector<std::string> read_not_checkable() {
  std::ifstream file(kPages / "not-checkable.md");
  std::vector<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ") || line.starts_with("| Id ")) continue;
    ids.push_back(line.substr(2, line.find(" |") - 2));
  }
  return ids;
}

/// What the digest numbers: families and their numbers.
std::set<std::string> ids_of_digest() {
  std::set<std::string> ids;
  const auto add = [&ids](std::string_view family, int first, int last) {
    for (int number = first; number <= last; ++number)
      ids.insert(fmt::format("{}{}", family, number));
  };
  add("S-", 1, 9);
  add("S-", 20, 21);
  add("S-", 30, 32);
  add("P-", 1, 44);
  add("B-", 1, 19);
  add("N-", 1, 5);
  add("QA", 1, 17);
  add("QB", 1, 12);
  add("QC", 1, 5);
  return ids;
}

TEST(Coverage, HasEachIdOfTheDigestOnce) {
  std::set<std::string> missing = ids_of_digest();
  for (const auto& [id, words] : read_coverage())
    EXPECT_EQ(missing.erase(id), 1U) << id << " is no id, or stands twice";
  for (const std::string& id : missing) ADD_FAILURE() << id << " is missing";
}

TEST(Coverage, NamesCodesThatExist) {
  for (const auto& [id, words] : read_coverage()) {
    EXPECT_FALSE(words.empty()) << id;
    for (const std::string& word : words)
      EXPECT_TRUE(word == kNotCheckable || find_rule(word) != nullptr) << id << ": " << word;
  }
}

TEST(Coverage, OfWhatIsNotCheckableHasAReason) {
  const auto reasons = read_not_checkable();
  std::set<std::string> expected;
  for (const auto& [id, words] : read_coverage()) {
    if (std::ranges::find(words, kNotCheckable) != words.end()) expected.insert(id);
  }
  std::set<std::string> found;
  for (const std::string& id : reasons) {
    if (!id.starts_with("ml-model:")) found.insert(id);
  }
  EXPECT_EQ(found, expected);
}

/// `P-9` stands before `P-10`.
std::pair<std::string, int> order_of(const std::string& id) {
  const std::size_t digits = id.find_first_of("0123456789");
  if (digits == std::string::npos) return {id, 0};
  return {id.substr(0, digits), std::stoi(id.substr(digits))};
}

TEST(NotCheckable, IsSortedAndNamesEachRuleOnce) {
  const auto ids = read_not_checkable();
  ASSERT_GT(ids.size(), 10U);
  for (std::size_t i = 1; i < ids.size(); ++i)
    EXPECT_LT(order_of(ids[i - 1]), order_of(ids[i])) << ids[i - 1] << " before " << ids[i];
}

}  // namespace
}  // namespace stacmlm::rules
