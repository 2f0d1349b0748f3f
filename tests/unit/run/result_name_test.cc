// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "stacmlm/run/run.h"

namespace stacmlm::run {
namespace {

TEST(ResultName, StaysInItsFolder) {
  EXPECT_EQ(file_name_of("S2A_T32TQM_ndvi"), "S2A_T32TQM_ndvi");
  EXPECT_EQ(file_name_of("../../etc/x"), "_.._.._etc_x");
  EXPECT_EQ(file_name_of("a\\b"), "a_b");
  EXPECT_EQ(file_name_of(".."), "_..");
  EXPECT_EQ(file_name_of("."), "_.");
  EXPECT_EQ(file_name_of(""), "_");
}

TEST(ResultName, HasNoControlCharacters) {
  EXPECT_EQ(file_name_of(std::string("a\0b\n\x1b[2J\x7f", 9)), "a_b__[2J_");
  EXPECT_EQ(file_name_of("a\xc2\x85\x62"), "a_b");
  EXPECT_EQ(file_name_of("\xc3\x85land"), "\xc3\x85land");
  EXPECT_EQ(file_name_of("a\u202Efdp.exe\u200B"), "a_fdp.exe_");
  EXPECT_EQ(file_name_of("a\xff\xc3z"), "a__z");
}

TEST(ResultName, IsNoOption) {
  EXPECT_EQ(file_name_of("-rf"), "_-rf");
  EXPECT_EQ(file_name_of("a-b"), "a-b");
}

TEST(ResultName, IsCutWhereItIsLongAndStaysDistinct) {
  std::set<std::string> names;
  for (int i = 0; i < 50; ++i) {
    std::string id(1000, 'x');
    id[900] = static_cast<char>('A' + i);
    names.insert(file_name_of(id));
    EXPECT_LE(file_name_of(id).size(), 200U);
  }
  EXPECT_EQ(names.size(), 50U);
  for (std::size_t before = 0; before < 4; ++before) {
    std::string id(before, 'a');
    for (int i = 0; i < 100; ++i) id += "\xe2\x82\xac";
    const std::string name = file_name_of(id);
    // Whole characters, then the hash.
    EXPECT_EQ((name.size() - before - 17) % 3, 0U) << name;
  }
}

}  // namespace
}  // namespace stacmlm::run
