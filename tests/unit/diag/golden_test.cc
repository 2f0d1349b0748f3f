// SPDX-License-Identifier: Apache-2.0
// The sample report in every form, byte for byte.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "sample_report.h"

namespace stacmlm::diag {
namespace {

class Golden : public testing::TestWithParam<std::string_view> {};

TEST_P(Golden, is_unchanged) {
  const std::string path =
      std::string(STACMLM_GOLDEN_DIR) + "/" + std::string(GetParam()) + ".expected";
  const std::string text = rendered(GetParam(), sample_documents());
  if (std::getenv("STACMLM_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    GTEST_SKIP() << "wrote " << path;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing, set STACMLM_UPDATE_GOLDEN=1 to write it";
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(text, expected.str());
}

INSTANTIATE_TEST_SUITE_P(Forms, Golden, testing::ValuesIn(renderer_formats()),
                         [](const auto& form) { return std::string(form.param); });

}  // namespace
}  // namespace stacmlm::diag
