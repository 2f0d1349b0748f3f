// SPDX-License-Identifier: Apache-2.0
// What the golden report does not show of each form.
#include <gtest/gtest.h>

#include "sample_report.h"

namespace stacmlm::diag {
namespace {

bool contains(std::string_view text, std::string_view piece) {
  return text.find(piece) != text.npos;
}

DocumentReport hostile() {
  DocumentReport report = report_on("a\n\x1b\xFF%.json", "{\"a\": 1}", "1");
  report.findings[0].message = "bad <&\"'\x01\x1b]]>\n::error::x% 100, a: b\xC0";
  report.findings[0].hint = "second\nline";
  return report;
}

TEST(Text, of_clean_documents_is_empty) {
  DocumentReport clean;
  clean.valid = true;
  EXPECT_EQ(rendered("text", {clean}), "no findings in 1 file\n");
}

TEST(Text, colours_only_on_demand) {
  EXPECT_FALSE(contains(rendered("text", sample_documents()), "\x1b"));
  EXPECT_TRUE(
      contains(rendered("text", sample_documents(), true), "\x1b[1;31merror[MLM302]\x1b[0m"));
  EXPECT_TRUE(contains(rendered("concise", sample_documents(), true), "\x1b[1;33mwarning\x1b[0m"));
}

TEST(Text, of_hostile_names_and_messages_stays_on_its_lines) {
  for (const char* format : {"text", "concise"}) {
    const std::string text = rendered(format, {hostile()});
    EXPECT_TRUE(text.starts_with("a␊␛\uFFFD%.json:1:7: error[MLM999] bad <&\"'␁␛]]>␊::error::x% "))
        << text;
  }
}

TEST(Text, a_finding_about_the_whole_document_stands_at_its_beginning) {
  DocumentReport report = report_on("a.json", "{}", "{}");
  report.findings[0].span = {};
  report.findings[0].pointer.clear();
  EXPECT_EQ(rendered("text", {report}),
            "a.json:1:1: error[MLM999] something is wrong\n\n1 error, 0 warnings in 1 file\n");
  EXPECT_TRUE(contains(rendered("ndjson", {report}),
                       R"("line": 1, "column": 1, "end_line": 1, "end_column": 1)"));
}

TEST(Place, of_an_ndjson_document_is_its_line) {
  DocumentReport report = report_on("a.ndjson:17", "{\"a\": 1}", "1");
  report.line_of_file = 17;
  EXPECT_TRUE(rendered("text", {report}).starts_with("a.ndjson:17:7: error"));
  EXPECT_TRUE(contains(rendered("text", {report}), "17 | {\"a\": 1}\n"));
  EXPECT_TRUE(contains(rendered("github", {report}), "file=a.ndjson,line=17,col=7,endLine=17,"));
  EXPECT_TRUE(
      contains(rendered("sarif", {report}), "\"a.ndjson\"}, \"region\": {\"startLine\": 17,"));
  EXPECT_TRUE(contains(rendered("ndjson", {report}), "{\"path\": \"a.ndjson:17\""));
  EXPECT_TRUE(contains(rendered("ndjson", {report}), "\"line\": 1, \"column\": 7"));
}

TEST(Place, of_other_documents_keeps_the_whole_name) {
  for (const char* path : {"a:17", "a:x", "a:", ":7", "a:99999999999", "a:0"}) {
    const DocumentReport report = report_on(path, "{\"a\": 1}", "1");
    EXPECT_TRUE(rendered("concise", {report}).starts_with(std::string(path) + ":1:7: error"))
        << path;
  }
}

TEST(Github, escapes_data_and_properties) {
  DocumentReport report = hostile();
  report.path = "a,b:c%\r\n.json";
  EXPECT_TRUE(rendered("github", {report})
                  .starts_with("::error file=a%2Cb%3Ac%25%0D%0A.json,line=1,col=7,endLine=1,"
                               "endColumn=7,title=MLM999::bad <&\"'␁␛]]>␊::error::x%25 100, a: b"
                               "\uFFFD%0Ahelp: second␊line\n"));
}

TEST(Github, gives_columns_only_within_one_line_and_calls_infos_notices) {
  DocumentReport report = report_on("a.json", "{\"a\": [\n]}", "[\n]");
  report.findings[0].severity = Severity::kInfo;
  EXPECT_TRUE(rendered("github", {report})
                  .starts_with("::notice file=a.json,line=1,endLine=2,title=MLM999::something"));
}

TEST(Junit, holds_no_character_that_xml_forbids) {
  const std::string text = rendered("junit", {hostile()});
  EXPECT_TRUE(contains(text, "message=\"bad &lt;&amp;&quot;'␁␛]]&gt;␊::error")) << text;
  EXPECT_TRUE(contains(text, "name=\"a␊␛\uFFFD%.json\"")) << text;
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

TEST(Junit, only_errors_fail) {
  DocumentReport report = report_on("a.json", "{\"a\": 1}", "1");
  report.findings[0].severity = Severity::kWarning;
  const std::string text = rendered("junit", {report});
  EXPECT_TRUE(contains(text, "failures=\"0\" errors=\"0\"")) << text;
  EXPECT_TRUE(contains(text, "<system-out>a.json:1:7: warning[MLM999] something")) << text;
}

TEST(Sarif, names_files_by_uri) {
  const auto uri = [](const char* path) {
    const std::string text = rendered("sarif", {report_on(path, "{\n}", "{")});
    const std::string key = "\"artifactLocation\": {\"uri\": \"";
    const std::size_t begin = text.find(key) + key.size();
    return text.substr(begin, text.find('"', begin) - begin);
  };
  EXPECT_EQ(uri("a b/ü:1.json"), "a%20b/%C3%BC%3A1.json");
  EXPECT_EQ(uri("/data/a.json"), "file:///data/a.json");
  EXPECT_EQ(uri("-"), "-");
}

TEST(Sarif, says_whether_all_files_were_opened) {
  EXPECT_TRUE(contains(rendered("sarif", {}),
                       "\"results\": [], \"invocations\": [{\"executionSuccessful\": true,"));
  EXPECT_TRUE(contains(rendered("sarif", sample_documents()), "\"executionSuccessful\": false,"));
}

TEST(Json, of_no_documents_is_whole) {
  EXPECT_EQ(rendered("json", {}),
            "{\"report_version\": 1, \"tool\": {\"name\": \"mlm\", \"version\": \"0.0.0\"}, "
            "\"documents\": [], \"summary\": {\"documents\": 0, \"valid\": 0, \"invalid\": 0, "
            "\"failed\": 0, \"errors\": 0, \"warnings\": 0, \"infos\": 0}}\n");
}

TEST(Json, documents_are_the_lines_of_ndjson) {
  std::string json = rendered("json", sample_documents());
  std::string lines = rendered("ndjson", sample_documents());
  for (std::size_t at = 0; (at = lines.find("}\n{", at)) != lines.npos;)
    lines.replace(at, 2, "},\n");
  EXPECT_TRUE(contains(json, "[\n" + lines + "], \"summary\"")) << lines;
}

TEST(Json, hostile_text_is_escaped) {
  EXPECT_TRUE(contains(rendered("ndjson", {hostile()}), R"({"path": "a\n\u001b)"
                                                        "\uFFFD%.json\""));
}

}  // namespace
}  // namespace stacmlm::diag
