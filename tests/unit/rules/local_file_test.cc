// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/local_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "temporary_folder.h"

namespace stacmlm::rules {
namespace {

TEST(NormalPath, TakesOutDotsWhereItCan) {
  EXPECT_EQ(normal_path("a/./b//c/../d.json"), "a/b/d.json");
  EXPECT_EQ(normal_path("../../a.json"), "../../a.json");
  EXPECT_EQ(normal_path("a/../../b"), "../b");
  EXPECT_EQ(normal_path("/../a"), "/a");
  EXPECT_EQ(normal_path("./"), ".");
  EXPECT_EQ(normal_path("/"), "/");
}

TEST(LocalFile, LeavesOtherPlacesAlone) {
  for (const char* href :
       {"", "#part", "?q=1", "https://example.org/a.json", "s3://bucket/a", "urn:a:b",
        "//example.org/a", "file://other.example.org/a", "file:relative", "C:\\a.json"})
    EXPECT_FALSE(local_file("item.json", href)) << href;
  EXPECT_FALSE(local_file("item.json", std::string_view("a\0b", 3)));
  EXPECT_FALSE(local_file("item.json", "a%00b"));
}

TEST(LocalFile, CountsFromTheFolderOfTheDocument) {
  EXPECT_EQ(local_file("x/y/item.json", "../c.json")->path, "x/c.json");
  EXPECT_EQ(local_file("item.json", "./c.json")->path, "c.json");
  EXPECT_EQ(local_file("x/item.json", "/c.json")->path, "/c.json");
  EXPECT_EQ(local_file("x/item.json", "file:///tmp/no/./c.json")->path, "/tmp/no/c.json");
  EXPECT_EQ(local_file("x/item.json", "file://localhost/c.json")->path, "/c.json");
}

TEST(LocalFile, SaysWhatIsMissing) {
  const TemporaryFolder folder;
  std::ofstream(folder / "a b.json") << "{}";
  const std::string item = (folder / "item.json").string();
  EXPECT_FALSE(local_file(item, "a b.json")->is_missing);
  EXPECT_FALSE(local_file(item, "a%20b.json")->is_missing);
  EXPECT_FALSE(local_file(item, "a%20b.json#x")->is_missing);
  EXPECT_FALSE(local_file(item, "./")->is_missing);
  EXPECT_FALSE(local_file(item, "item.json")->is_missing);  // itself
  EXPECT_TRUE(local_file(item, "other.json")->is_missing);
  EXPECT_TRUE(local_file(item, "file:///no-such-file.json")->is_missing);
  EXPECT_FALSE(local_file(item, "/no-such-file.json")->is_missing);  // perhaps of a server
}

}  // namespace
}  // namespace stacmlm::rules
