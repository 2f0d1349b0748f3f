// SPDX-License-Identifier: Apache-2.0
// Of a document at most 1000 findings are listed; what is left out never makes it valid.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

diag::DocumentReport check(const std::string& text, Profile profile) {
  CheckOptions options;
  options.profile = profile;
  return Checker(options).check(json::Text::copy_of(text), "a.json");
}

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::ptrdiff_t count_of(const diag::DocumentReport& report, diag::Severity severity) {
  return std::ranges::count(report.findings, severity, &diag::Diagnostic::severity);
}

TEST(FindingsLimit, AnErrorAfterAThousandWarningsIsKept) {
  // A Catalog without links; a key that stands twice is a warning.
  const auto report = check(R"({"type": "Catalog", "stac_version": "1.0.0", "id": "a",
                                "description": "d")" +
                                times(1002, R"(, "x": 1)") + "}",
                            Profile::kPublished);
  EXPECT_FALSE(*report.valid);
  EXPECT_EQ(count_of(report, diag::Severity::kError), 1);
  EXPECT_EQ(count_of(report, diag::Severity::kWarning), 999);
  EXPECT_EQ(report.findings.back().message,
            "at least 2 more findings of this document are not listed");
}

/// An Item with tasks of its own making, which are infos in `documented`, before one error.
std::string item_with_tasks(std::size_t count) {
  std::string tasks;
  for (std::size_t i = 0; i < count; ++i)
    tasks += fmt::format("{}\"own-task-{}\"", i == 0 ? "" : ", ", i);
  return R"({"type": "Feature", "stac_version": "1.0.0", "id": "a", "geometry": null, "links": [],
             "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
             "assets": {"model": {"href": "a.pt", "roles": ["mlm:model"],
                                  "mlm:artifact_type": "torch.save"}},
             "properties": {"datetime": "2020-01-01T00:00:00Z", "mlm:name": "abc",
               "mlm:architecture": "unknown", "mlm:tasks": [)" +
         tasks + R"(], "mlm:input": [], "mlm:output": [], "mlm:memory_size": -1}})";
}

TEST(FindingsLimit, AnErrorAfterAThousandThingsThatTheTextAllowsIsKept) {
  for (const std::size_t tasks : {10U, 2500U}) {
    const auto report = check(item_with_tasks(tasks), Profile::kDocumented);
    EXPECT_FALSE(*report.valid) << tasks;
    EXPECT_EQ(count_of(report, diag::Severity::kError), 1) << tasks;
  }
}

TEST(FindingsLimit, SaysThatThereAreMore) {
  for (const Profile profile : {Profile::kPublished, Profile::kDocumented}) {
    const auto report = check(item_with_tasks(2500), profile);
    EXPECT_EQ(report.findings.size(), 1001U);
    EXPECT_EQ(report.findings.back().code, "JSON009");
  }
}

}  // namespace
}  // namespace stacmlm::rules
