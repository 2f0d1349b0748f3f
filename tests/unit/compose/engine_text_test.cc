// SPDX-License-Identifier: Apache-2.0
#include "compose/engine_text.h"

#include <gtest/gtest.h>

namespace stacmlm::compose {
namespace {

TEST(EngineText, doubles_what_is_no_variable) {
  EXPECT_EQ(quoted(interpolate("$$a ${INPUT_DATA:-x} $$$$")).json(), R"("$$a ${INPUT_DATA} $$$$")");
  EXPECT_EQ(quoted(interpolate("${A:-$$b}$$")).json(), R"("$$b$$")");
}

TEST(EngineText, escapes_what_readers_of_yaml_1_1_take_for_something_else) {
  EXPECT_EQ(quoted("a\u0085b\u2028c\u2029d").json(), R"("a\u0085b\u2028c\u2029d")");
  EXPECT_EQ(quoted("\x7f\u009f\uFEFF\uFFFE\n\"").json(), R"("\u007f\u009f\ufeff\ufffe\n\"")");
  EXPECT_EQ(quoted("\u00a0\u00e9\u20ac\U0001F6F0").json(), "\"\u00a0\u00e9\u20ac\U0001F6F0\"");
}

}  // namespace
}  // namespace stacmlm::compose
