// SPDX-License-Identifier: Apache-2.0
#include "artifact/json/json_text.h"

#include <gtest/gtest.h>

#include <string>

namespace stacmlm::artifact {
namespace {

std::string error_of(const std::string& text, std::size_t values) {
  const JsonLimits limits{.values = values};
  const auto read = read_json(text, "text", limits);
  const auto taken = take_json(text, "text", limits);
  EXPECT_EQ(read.has_value(), taken.has_value()) << text;
  return read ? "" : read.error().message;
}

TEST(JsonText, HasSoManyValues) {
  EXPECT_EQ(error_of("[1,2,3]", 4), "");
  EXPECT_EQ(error_of("[1,2,3]", 3), "text, byte 5: more than 3 values");
  EXPECT_EQ(error_of("[1,2,3,4]", 3), "text: more than 3 values");
  EXPECT_EQ(error_of(R"({"a":{"b":[]},"c":{}})", 5), "");
  EXPECT_EQ(error_of(R"({"a":[[],[],[]]})", 4), "text: more than 4 values");
  EXPECT_EQ(error_of(R"({"a":{},"b":{},"c":{}})", 4), "");
}

TEST(JsonText, WhatStandsInStringsIsNoValue) {
  EXPECT_EQ(error_of(R"({"a":"[,,,,,\"{{{{:::::::]"})", 2), "");
  EXPECT_EQ(error_of(R"({"a\\":"[,,,,,{{{{:::::::]"})", 2), "");
}

// No value is made of them, but tokens.
TEST(JsonText, HasNoMoreTokensThanItsValuesNeed) {
  EXPECT_EQ(error_of(std::string(100, ':'), 20), "text: more than 20 values");
  EXPECT_EQ(error_of("[1" + std::string(100, ']'), 20), "text: more than 20 values");
}

}  // namespace
}  // namespace stacmlm::artifact
