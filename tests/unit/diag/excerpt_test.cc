// SPDX-License-Identifier: Apache-2.0
// The source lines that the text form shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "sample_report.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::diag {
namespace {

// The lines with a gutter.
std::string excerpt(const DocumentReport& report) {
  std::istringstream lines(rendered("text", {report}));
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(" |") < 8 || line == "...") out += line + "\n";
  }
  return out;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

TEST(Excerpt, shows_the_line_and_carets_under_the_place) {
  EXPECT_EQ(excerpt(report_on("a.json", "{\n  \"a\": 12\n}", "12")),
            "  |\n"
            "2 |   \"a\": 12\n"
            "  |        ^^\n");
}

TEST(Excerpt, of_a_place_over_several_lines_marks_the_first) {
  EXPECT_EQ(excerpt(report_on("a.json", "{\"a\": [\n1]\n}", "[\n1]")),
            "  |\n"
            "1 | {\"a\": [\n"
            "  |       ^\n");
}

TEST(Excerpt, of_an_empty_place_has_one_caret) {
  DocumentReport report = report_on("a.json", "{\"a\"", "{");
  report.findings[0].span = json::LineIndex(report.text).span(4, 4);
  EXPECT_EQ(excerpt(report), "  |\n1 | {\"a\"\n  |     ^\n");
}

TEST(Excerpt, carets_stand_below_wide_combining_and_tab_characters) {
  EXPECT_EQ(excerpt(report_on("a.json", "{\n\t\"東京e\xCC\x81\": 1}", "1")),
            "  |\n"
            "2 |     \"東京e\xCC\x81\": 1}\n"
            "  |              ^\n");
}

TEST(Excerpt, control_and_invisible_characters_are_visible) {
  EXPECT_EQ(excerpt(report_on("a.json", "\"\x1b[31m\x7f\u202E\xFF\"x", "x")),
            "  |\n"
            "1 | \"␛[31m␡<U+202E>\uFFFD\"x\n"
            "  |                  ^\n");
}

TEST(Excerpt, long_lines_are_cut_on_both_sides) {
  const std::string filler(5000, 'y');
  const std::string text = excerpt(report_on("a.json", filler + "XXX" + filler, "XXX"));
  std::istringstream lines(text);
  std::string gutter, source, carets;
  std::getline(lines, gutter);
  std::getline(lines, source);
  std::getline(lines, carets);
  EXPECT_EQ(columns(source), 120U);
  EXPECT_TRUE(source.starts_with("1 | …y")) << source;
  EXPECT_TRUE(source.ends_with("y…")) << source;
  EXPECT_EQ(columns(source.substr(0, source.find("XXX"))), carets.find("^^^"));
}

TEST(Excerpt, lines_of_just_the_width_stay_whole) {
  const std::string fits = "1" + std::string(115, 'y');
  EXPECT_EQ(excerpt(report_on("a.json", fits, "1")), "  |\n1 | " + fits + "\n  | ^\n");
  const std::string text = excerpt(report_on("a.json", fits + "y", "1"));
  EXPECT_NE(text.find("y…\n"), text.npos) << text;
}

TEST(Excerpt, a_long_place_is_cut_with_its_carets) {
  const std::string wide = "\"" + std::string(3000, 'x') + "\"";
  std::istringstream lines(excerpt(report_on("a.json", "{\"a\": " + wide + "}", wide)));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), 120U) << line;
}

TEST(Excerpt, wide_characters_are_cut_by_their_columns) {
  std::string wide;
  for (int i = 0; i < 500; ++i) wide += "東";
  std::istringstream lines(excerpt(report_on("a.json", wide + "1" + wide, "1")));
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  EXPECT_LE(2 * columns(line) - 8, 120U)
      << line;  // 4 of the gutter, "1" and 2 cuts have one column
  EXPECT_NE(line.find('1', 4), line.npos) << line;
}

DocumentReport with_related(std::string_view text, std::string_view piece, std::string_view other) {
  DocumentReport report = report_on("a.json", std::string(text), piece);
  report.findings[0].related.push_back({"/b", span_of(text, other), "the other"});
  return report;
}

TEST(Excerpt, related_places_come_in_the_order_of_the_text) {
  EXPECT_EQ(excerpt(with_related("{\n\"b\": 2,\n\n\n\"a\": 1}", "1", "2")),
            "  |\n"
            "2 | \"b\": 2,\n"
            "  |      - the other\n"
            "...\n"
            "5 | \"a\": 1}\n"
            "  |      ^\n");
}

TEST(Excerpt, a_line_with_two_places_is_shown_once) {
  EXPECT_EQ(excerpt(with_related("{\"a\": 1, \"b\": 2}", "1", "2")),
            "  |\n"
            "1 | {\"a\": 1, \"b\": 2}\n"
            "  |       ^\n"
            "  |               - the other\n");
}

TEST(Excerpt, a_label_without_room_stands_on_its_own_line) {
  const std::string indent(108, ' ');
  EXPECT_EQ(excerpt(with_related("{\"a\": 1,\n" + indent + "\"b\": 2}", "1", "2")),
            "  |\n1 | {\"a\": 1,\n  |       ^\n2 | " + indent + "\"b\": 2}\n  | " +
                std::string(113, ' ') + "-\n  | " + std::string(107, ' ') + "the other\n");
}

TEST(Excerpt, is_left_out_without_the_text_and_related_places_become_lines) {
  DocumentReport report = with_related("{\"a\": 1, \"b\": 2}", "1", "2");
  report.text.clear();
  EXPECT_EQ(rendered("text", {report}),
            "a.json:1:7: error[MLM999] something is wrong\n"
            "  = at /a\n"
            "  = see: /b: the other\n"
            "\n"
            "1 error, 0 warnings in 1 file\n");
}

TEST(Excerpt, spans_that_are_not_of_the_text_do_no_harm) {
  DocumentReport report = report_on("a.json", "{}", "{}");
  report.findings[0].span = {4000000000U, 4100000000U, 1, 7, 9, 1};
  EXPECT_EQ(excerpt(report), "  |\n1 | {}\n  |   ^\n");
  report.findings[0].span = {7, 3, 90, 7, 1, 1};
  EXPECT_EQ(rendered("text", {report}).find("| {}"), std::string::npos);
}

TEST(Excerpt, many_findings_on_a_huge_line_are_shown_around_their_place) {
  DocumentReport report = report_on("a.ndjson:1", std::string(2'000'000, ' ') + "1", "1");
  report.findings.resize(1000, report.findings[0]);
  EXPECT_LT(rendered("text", {report}).size(), 400'000U);
}

}  // namespace
}  // namespace stacmlm::diag
