// SPDX-License-Identifier: Apache-2.0
// Scalars by the core schema of YAML 1.2.
#include "yaml_text.h"

namespace stacmlm::json {
namespace {

TEST(YamlScalar, is_a_word_of_the_schema) {
  EXPECT_EQ(json_of("[true, True, TRUE, false, False, FALSE]"),
            "[true, true, true, false, false, false]");
  EXPECT_EQ(json_of("[null, Null, NULL, ~]"), "[null, null, null, null]");
  EXPECT_EQ(json_of("a:\nb:\n"), R"({"a": null, "b": null})");
}

TEST(YamlScalar, is_a_text_where_yaml_1_1_had_words) {
  EXPECT_EQ(json_of("[yes, No, on, OFF, y, n]"), R"(["yes", "No", "on", "OFF", "y", "n"])");
  EXPECT_EQ(json_of("[22:22, 1_000, 0b11, 2020-01-01]"),
            R"(["22:22", "1_000", "0b11", "2020-01-01"])");
}

TEST(YamlScalar, keeps_the_digits_of_a_number) {
  EXPECT_EQ(json_of("[1.50, -0, 1e3, 12345678901234567890123]"),
            "[1.50, -0, 1e3, 12345678901234567890123]");
  EXPECT_EQ(json_of("[+5, .5, -.5, 1., 1.e5, +1.5E-3]"), "[5, 0.5, -0.5, 1.0, 1.0e5, 1.5E-3]");
  EXPECT_EQ(json_of("[0, 0.5, -0.0]"), "[0, 0.5, -0.0]");
  EXPECT_EQ(json_of("[., '-', +, 1.2.3, e5, 1e, 1e+]"),
            R"([".", "-", "+", "1.2.3", "e5", "1e", "1e+"])");
}

TEST(YamlScalar, may_be_octal_or_hexadecimal) {
  EXPECT_EQ(json_of("[0o17, 0x1F, 0xffffffffffffffff]"), "[15, 31, 18446744073709551615]");
  EXPECT_EQ(json_of("[0o8, 0x, 0o, -0x1]"), R"(["0o8", "0x", "0o", "-0x1"])");
  EXPECT_EQ(json_of("0x10000000000000000"),
            "0: an octal or hexadecimal number of more than 64 bits");
}

TEST(YamlScalar, is_refused_where_readers_do_not_agree) {
  EXPECT_EQ(json_of("mode: 0440"),
            "6: `0440` starts with a zero: readers take it for octal, for decimal or for a text; "
            "write 0o for octal, or quotes");
  EXPECT_EQ(json_of("[-007]").substr(0, 10), "1: `-007` ");
  EXPECT_EQ(json_of("[01.5]").substr(0, 10), "1: `01.5` ");
  EXPECT_EQ(json_of("mode: '0440'"), R"({"mode": "0440"})");
}

TEST(YamlScalar, is_no_number_beyond_json) {
  EXPECT_EQ(json_of("a: .inf"), "3: `.inf` is no number of JSON");
  EXPECT_EQ(json_of("a: -.Inf"), "3: `-.Inf` is no number of JSON");
  EXPECT_EQ(json_of("a: .NaN"), "3: `.NaN` is no number of JSON");
  EXPECT_EQ(json_of("a: !!float .nan"), "11: `.nan` is no number of JSON");
  EXPECT_EQ(json_of("[inf, nan, '.inf']"), R"(["inf", "nan", ".inf"])");
}

TEST(YamlScalar, is_a_text_in_quotes_and_blocks) {
  EXPECT_EQ(json_of("['1', \"true\", 'it''s', \"a\\tb\\u00e9\"]"),
            "[\"1\", \"true\", \"it's\", \"a\\tb\u00e9\"]");
  EXPECT_EQ(json_of("a: |\n  1\n  2\nb: >-\n  x\n  y\n"), R"({"a": "1\n2\n", "b": "x y"})");
}

TEST(YamlScalar, follows_its_tag) {
  EXPECT_EQ(json_of("[!!str 1, !!int '2', !!float 3, !!bool 'true', !!null '', ! 12]"),
            R"(["1", 2, 3, true, null, "12"])");
  EXPECT_EQ(json_of("!!int x"), "6: `x` is no integer, as its tag says");
  EXPECT_EQ(json_of("!!int 1.5"), "6: `1.5` is no integer, as its tag says");
  EXPECT_EQ(json_of("!!bool yes"), "7: `yes` is no boolean, as its tag says");
  EXPECT_EQ(json_of("!!null x"), "7: `x` is no null, as its tag says");
  EXPECT_EQ(json_of("!<tag:yaml.org,2002:int> 7"), "7");
}

TEST(YamlScalar, has_no_tag_that_is_not_of_the_schema) {
  EXPECT_EQ(json_of("a: !!binary QQ=="), "3: the tag `!!binary` is not read here");
  EXPECT_EQ(json_of("a: !reset null"), "3: the tag `!reset` is not known");
  EXPECT_EQ(json_of("!!python/object/apply:os.system [ls]"),
            "0: the tag `!!python/object/apply:os.system` is not read here");
  EXPECT_EQ(json_of("!!omap [a: 1]"), "0: the tag `!!omap` is not read here");
  EXPECT_EQ(json_of("%TAG !! tag:example.org,2000:\n--- !!set {a}"),
            "34: the tag `tag:example.org,2000:set` is not known");
}

}  // namespace
}  // namespace stacmlm::json
