// SPDX-License-Identifier: Apache-2.0
#include "cli/redirect.h"

#include <gtest/gtest.h>

namespace stacmlm::cli {
namespace {

TEST(Redirect, DoesNotGiveUpEncryption) {
  EXPECT_TRUE(gives_up_encryption("https://host/a", "http://host/a"));
  EXPECT_TRUE(gives_up_encryption("HTTPS://host/a", "HTTP://other/a"));
  EXPECT_TRUE(gives_up_encryption("https://host/a", ""));
  EXPECT_FALSE(gives_up_encryption("https://host/a", "https://other/a"));
  EXPECT_FALSE(gives_up_encryption("https://host/a", "HttpS://other/a"));
  EXPECT_FALSE(gives_up_encryption("http://host/a", "https://host/a"));
  EXPECT_FALSE(gives_up_encryption("http://host/a", "http://host/b"));
}

}  // namespace
}  // namespace stacmlm::cli
