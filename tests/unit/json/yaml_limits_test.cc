// SPDX-License-Identifier: Apache-2.0
// Texts that are meant to harm.
#include <fmt/format.h>

#include "yaml_text.h"

namespace stacmlm::json {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(YamlLimits, depth_is_that_of_json) {
  EXPECT_EQ(json_of(repeated("[", 128) + repeated("]", 128)),
            repeated("[", 128) + repeated("]", 128));
  EXPECT_EQ(json_of(repeated("[", 129) + repeated("]", 129)), "128: nested deeper than 128 levels");
  for (const std::string_view opening : {"[", "{a: ", "- ", "? ", "!!set {? ", "? - ", "[[{"}) {
    const std::string fault = json_of(repeated(opening, 100'000));
    EXPECT_NE(fault.find("nested deeper than 128 levels"), std::string::npos)
        << opening << ": " << fault.substr(0, 100);
  }
}

TEST(YamlLimits, depth_counts_what_aliases_bring) {
  std::string yaml = "- &a0 [1]\n";
  for (int i = 1; i < 200; ++i) {
    yaml += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  }
  EXPECT_NE(json_of(yaml).find("nested deeper than 128 levels"), std::string::npos);
}

TEST(YamlLimits, aliases_that_double_are_refused) {
  std::string lists = "- &a0 [1, 2]\n";
  std::string merges = "- &a0 {k: 1}\n";
  for (int i = 1; i < 60; ++i) {
    lists += fmt::format("- &a{0} [*a{1}, *a{1}]\n", i, i - 1);
    merges += fmt::format("- &a{0} {{<<: [*a{1}, *a{1}]}}\n", i, i - 1);
  }
  EXPECT_NE(json_of(lists).find("more than 1048576 values, aliases resolved"), std::string::npos);
  EXPECT_NE(json_of(merges).find("more than 1048576 values, aliases resolved"), std::string::npos);
}

TEST(YamlLimits, long_texts_do_not_multiply) {
  const std::string text = repeated("x", 500'000);
  EXPECT_NE(json_of("- &a " + text + "\n" + repeated("- *a\n", 50'000)).find("bytes, aliases"),
            std::string::npos);
  EXPECT_NE(
      json_of("- &a " + text + "\n- {" + repeated("*a : 1, ", 50'000) + "}").find("bytes, aliases"),
      std::string::npos);
}

TEST(YamlLimits, merge_keys_do_not_nest_without_end) {
  std::string yaml = "- &a0 {k: 1}\n";
  for (int i = 1; i < 20'000; ++i) {
    yaml += "- &a" + std::to_string(i) + " {<<: *a" + std::to_string(i - 1) + "}\n";
  }
  EXPECT_NE(json_of(yaml).find("more than 128 merge keys in one another"), std::string::npos);
}

TEST(YamlLimits, are_the_callers) {
  EXPECT_EQ(json_of("a: 1", {.bytes = 3}), "0: 4 bytes, the limit is 3");
  EXPECT_EQ(json_of("[1, 2, 3]", {.values = 3}), "7: more than 3 values, aliases resolved");
  EXPECT_EQ(json_of("[1, 2, 3, 4, 5]", {.values = 2}), "10: more than 2 values");
  EXPECT_EQ(json_of("[[[1]]]", {.depth = 2}), "2: nested deeper than 2 levels");
}

TEST(YamlLimits, bytes_that_are_no_text_are_refused) {
  EXPECT_EQ(json_of("a: \xff"), "3: not valid UTF-8");
  EXPECT_EQ(json_of("a: 1\n\x04"
                    "b: 2"),
            "5: control character 0x04");
  EXPECT_EQ(json_of(std::string("a\0b", 3)), "1: control character 0x00");
  EXPECT_EQ(json_of("a: \x7f"), "3: control character 0x7f");
  EXPECT_EQ(json_of("a: \xC2\x9B"), "3: control character 0x9b");
  EXPECT_EQ(json_of("a: \xEF\xBF\xBF"), "3: a code that is no character");
  EXPECT_EQ(json_of("a: \u00a0\U0001F6F0"), "{\"a\": \"\u00a0\U0001F6F0\"}");
}

/// For go-yaml and PyYAML the comment ends there, and a member follows.
TEST(YamlLimits, line_breaks_of_yaml_1_1_are_refused) {
  for (const std::string_view line_break : {"\xC2\x85", "\u2028", "\u2029"}) {
    EXPECT_EQ(json_of("a: 1 # note" + std::string(line_break) + "privileged: true"),
              "11: a character that ends the line for some readers only");
  }
}

}  // namespace
}  // namespace stacmlm::json
