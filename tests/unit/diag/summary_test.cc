// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sample_report.h"

namespace stacmlm::diag {
namespace {

std::string last_line(const std::vector<DocumentReport>& documents) {
  const std::string text = rendered("concise", documents);
  return text.substr(text.rfind('\n', text.size() - 2) + 1);
}

DocumentReport with_severity(Severity severity) {
  DocumentReport report = report_on("a.json", "{}", "{}");
  report.findings[0].severity = severity;
  report.valid = severity != Severity::kError;
  return report;
}

TEST(Summary, counts_documents_and_findings) {
  Summary summary;
  for (const DocumentReport& document : sample_documents()) summary.add(document);
  summary.add(with_severity(Severity::kInfo));
  EXPECT_EQ(summary.documents, 4U);
  EXPECT_EQ(summary.valid, 2U);
  EXPECT_EQ(summary.invalid, 1U);
  EXPECT_EQ(summary.failed, 1U);
  EXPECT_EQ(summary.errors, 1U);
  EXPECT_EQ(summary.warnings, 1U);
  EXPECT_EQ(summary.infos, 1U);
}

TEST(Summary, sentence_has_the_right_numbers) {
  DocumentReport clean;
  clean.valid = true;
  const DocumentReport error = with_severity(Severity::kError);
  const DocumentReport warning = with_severity(Severity::kWarning);
  const DocumentReport info = with_severity(Severity::kInfo);
  EXPECT_EQ(last_line({}), "no findings in 0 files\n");
  EXPECT_EQ(last_line({clean}), "no findings in 1 file\n");
  EXPECT_EQ(last_line({clean, clean, clean}), "no findings in 3 files\n");
  EXPECT_EQ(last_line({error, clean}), "1 error, 0 warnings in 2 files\n");
  EXPECT_EQ(last_line({error, error, warning}), "2 errors, 1 warning in 3 files\n");
  EXPECT_EQ(last_line({info}), "0 errors, 0 warnings, 1 info in 1 file\n");
}

TEST(Summary, sentence_counts_documents_where_some_are_lines) {
  DocumentReport line;
  line.valid = true;
  line.line_of_file = 3;
  EXPECT_EQ(last_line({line}), "no findings in 1 document\n");
  EXPECT_EQ(last_line({line, line, with_severity(Severity::kError)}),
            "1 error, 0 warnings in 3 documents\n");
}

TEST(Summary, sentence_names_what_could_not_be_opened) {
  EXPECT_EQ(last_line({sample_documents()[2]}),
            "no findings in 1 file; 1 file could not be opened\n");
}

TEST(Names, of_severities_and_fixes) {
  EXPECT_EQ(name_of(Severity::kInfo), "info");
  EXPECT_EQ(name_of(Severity::kWarning), "warning");
  EXPECT_EQ(name_of(Severity::kError), "error");
  EXPECT_EQ(name_of(Fix::Applicability::kSafe), "safe");
  EXPECT_EQ(name_of(Fix::Applicability::kUnsafe), "unsafe");
}

TEST(Renderer, unknown_form_is_an_error_that_lists_the_known) {
  const auto result = make_renderer("xml", {}, [](std::string_view) {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, base::ErrorKind::kInvalidArgument);
  EXPECT_EQ(result.error().message,
            "unknown format \"xml\", known are text, concise, json, ndjson, sarif, github, junit");
}

TEST(Renderer, each_document_is_written_at_once) {
  for (const std::string_view format : renderer_formats()) {
    std::string out;
    const auto renderer =
        make_renderer(format, {}, [&](std::string_view text) { out += text; }).value();
    renderer->begin();
    const std::size_t before = out.size();
    renderer->document(report_on("a.json", "{\"a\": 1}", "1"));
    EXPECT_GT(out.size(), before) << format;
  }
}

}  // namespace
}  // namespace stacmlm::diag
