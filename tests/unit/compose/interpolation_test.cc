// SPDX-License-Identifier: Apache-2.0
#include "compose/interpolation.h"

#include <gtest/gtest.h>

namespace stacmlm::compose {
namespace {

/// The text, or the fault with a mark before it.
std::string text_of(std::string_view text) {
  const Interpolated read = interpolate(text);
  return read.fault.empty() ? read.text() : "! " + read.fault;
}

TEST(Interpolation, keeps_texts_without_variables) {
  EXPECT_EQ(text_of(""), "");
  EXPECT_EQ(text_of("a: b } {"), "a: b } {");
  EXPECT_EQ(text_of("$$ $$INPUT_DATA $${INPUT_DATA}"), "$ $INPUT_DATA ${INPUT_DATA}");
}

TEST(Interpolation, knows_each_form_of_the_two_folders) {
  for (const std::string_view form :
       {"$INPUT_DATA", "${INPUT_DATA}", "${INPUT_DATA:-a}", "${INPUT_DATA-a}", "${INPUT_DATA:?a}",
        "${INPUT_DATA?a}", "${INPUT_DATA:-}", "${INPUT_DATA:-${OTHER:-b}}"}) {
    const Interpolated read = interpolate(form);
    ASSERT_EQ(read.pieces.size(), 1U) << form;
    EXPECT_EQ(read.pieces[0].kind, Piece::Kind::kInput) << form;
    EXPECT_EQ(read.text(), "${INPUT_DATA}");
    EXPECT_FALSE(read.is_text());
  }
  EXPECT_EQ(interpolate("${OUTPUT_DATA:-/x}").pieces[0].fallback, "/x");
  EXPECT_EQ(interpolate("${OUTPUT_DATA-${A:-..}}").pieces[0].fallback, "..");
  EXPECT_EQ(interpolate("$OUTPUT_DATA:/out").pieces[1].text, ":/out");
}

TEST(Interpolation, takes_the_other_text_of_a_folder_that_is_set) {
  EXPECT_EQ(text_of("${INPUT_DATA:+/etc}"), "/etc");
  EXPECT_EQ(text_of("${OUTPUT_DATA+$INPUT_DATA/x}"), "${INPUT_DATA}/x");
}

TEST(Interpolation, tells_names_apart) {
  EXPECT_EQ(text_of("$INPUT_DATA2"), "");
  EXPECT_EQ(text_of("$input_data/x"), "/x");
  EXPECT_EQ(text_of("$INPUT_DATA-a"), "${INPUT_DATA}-a");
  EXPECT_EQ(interpolate("${_a1}").others[0].name, "_a1");
}

TEST(Interpolation, takes_defaults_of_other_variables) {
  EXPECT_EQ(text_of("a${TAG:-1.0}b"), "a1.0b");
  EXPECT_EQ(text_of("${A:-x${B-y}z}"), "xyz");
  EXPECT_EQ(text_of("${A}${A:+b}${A+b}$A"), "");
  EXPECT_EQ(text_of("${A:-{x}}"), "{x}");
  EXPECT_EQ(text_of("${A:-$INPUT_DATA}"), "${INPUT_DATA}");
  const Interpolated read = interpolate("${A:-${B}} ${C:?must be}");
  ASSERT_EQ(read.others.size(), 3U);
  EXPECT_EQ(read.others[0].fallback, "");
  EXPECT_EQ(read.others[1].fallback, std::nullopt);
  EXPECT_TRUE(read.others[2].is_required);
}

TEST(Interpolation, refuses_what_compose_refuses) {
  EXPECT_EQ(text_of("a $"), "! a `$` that begins no variable");
  EXPECT_EQ(text_of("$1"), "! a `$` that begins no variable");
  EXPECT_EQ(text_of("$(date)"), "! a `$` that begins no variable");
  EXPECT_EQ(text_of("${A"), "! a `${` without its `}`");
  EXPECT_EQ(text_of("${}"), "! `${}` is no variable");
  EXPECT_EQ(text_of("${A!b}"), "! `${A!b}` is no variable");
  EXPECT_EQ(text_of("${INPUT_DATA/x}"), "! `${INPUT_DATA/x}` is no variable");
  EXPECT_EQ(text_of("${A:-$(b)}"), "! a `$` that begins no variable");
  EXPECT_EQ(text_of("${ INPUT_DATA}"), "! `${ INPUT_DATA}` is no variable");
}

TEST(Interpolation, does_not_nest_without_end) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "${A:-";
  EXPECT_EQ(text_of(text), "! a `${` without its `}`");
  text.append(100'000, '}');
  EXPECT_EQ(text_of(text), "! variables nested deeper than 16 levels");
}

}  // namespace
}  // namespace stacmlm::compose
