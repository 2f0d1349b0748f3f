// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/source.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "temporary_folder.h"

namespace stacmlm::artifact {
namespace {

namespace fs = std::filesystem;

class SourceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(root_ / "model" / "deep");
    put("model/a.onnx", "model");
    put("model/weights.bin", "weights");
    put("model/deep/more.bin", "more");
    put("secret", "secret");
  }

  void put(const std::string& path, const std::string& text) const {
    std::ofstream(root_ / path) << text;
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(std::string_view relative) const {
    return open_source((root_ / "model/a.onnx").string()).value()->beside(relative);
  }
  [[nodiscard]] base::ErrorKind refusal(std::string_view relative) const {
    const auto opened = beside(relative);
    EXPECT_FALSE(opened) << relative;
    return opened ? base::ErrorKind::kInternal : opened.error().kind;
  }

  TemporaryFolder root_;
};

TEST_F(SourceTest, FilesBesideAndBelow) {
  for (const auto* path : {"weights.bin", "./weights.bin", ".//weights.bin"}) {
    const auto opened = beside(path);
    ASSERT_TRUE(opened) << path;
    std::string text((*opened)->size(), '\0');
    ASSERT_TRUE((*opened)->read(0, text));
    EXPECT_EQ(text, "weights");
  }
  EXPECT_TRUE(beside("deep/more.bin"));
  EXPECT_TRUE(beside("deep/./more.bin"));
}

TEST_F(SourceTest, WaysOutAreRefused) {
  fs::create_symlink(root_ / "secret", root_ / "model/link.bin");
  fs::create_symlink(root_.path(), root_ / "model/up");
  fs::create_hard_link(root_ / "secret", root_ / "model/second.bin");
  for (const auto* path : {"../secret", "deep/../../secret", "deep/../weights.bin", "link.bin",
                           "up/secret", "second.bin", "", ".", "deep/", "..", "/etc/passwd"}) {
    EXPECT_EQ(refusal(path), base::ErrorKind::kInvalidArgument) << path;
  }
  EXPECT_EQ(refusal("none.bin"), base::ErrorKind::kNotFound);
  EXPECT_EQ(refusal("none/none.bin"), base::ErrorKind::kNotFound);
  EXPECT_EQ(refusal("weights.bin/none.bin"), base::ErrorKind::kNotFound);
  EXPECT_EQ(refusal(std::string(300, 'a')), base::ErrorKind::kNotFound) << "a file name too long";
}

TEST_F(SourceTest, OnlyFiles) {
  ASSERT_EQ(mkfifo((root_ / "model/pipe").c_str(), 0600), 0);
  EXPECT_EQ(refusal("pipe"), base::ErrorKind::kInvalidArgument);
  EXPECT_FALSE(open_source((root_ / "model/pipe").string()));
  EXPECT_FALSE(open_source((root_ / "model").string())) << "a folder without a model";
  EXPECT_FALSE(open_source("/dev/zero"));
  put("model/saved_model.pb", "x");
  const auto opened = open_source((root_ / "model").string());
  ASSERT_TRUE(opened);
  EXPECT_TRUE((*opened)->name().ends_with("model/saved_model.pb"));
  EXPECT_TRUE((*opened)->beside("weights.bin"));
}

TEST_F(SourceTest, ReadsNothingBeyondTheEnd) {
  const auto opened = open_source((root_ / "secret").string());
  ASSERT_TRUE(opened);
  std::string text(4, '\0');
  EXPECT_TRUE((*opened)->read(2, text));
  EXPECT_EQ(text, "cret");
  EXPECT_FALSE((*opened)->read(3, text));
  EXPECT_FALSE((*opened)->read(~std::uint64_t{0}, text));
}

}  // namespace
}  // namespace stacmlm::artifact
