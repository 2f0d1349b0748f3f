// SPDX-License-Identifier: Apache-2.0
// The features of an ItemCollection are judged one by one, as if each were a document of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kMlm = "https://stac-extensions.github.io/mlm/v1.5.2/schema.json";

/// An Item that declares MLM; without members of MLM in `properties` it is invalid.
std::string item(std::string_view properties) {
  return R"({"type": "Feature", "stac_version": "1.0.0", "id": "a", "geometry": null, "links": [],
             "stac_extensions": [")" +
         std::string(kMlm) + R"(", "https://example.org/own/v1.0.0/schema.json"],
             "assets": {"model": {"href": "a.pt", "roles": ["mlm:model"],
                                  "mlm:artifact_type": "torch.save"}},
             "properties": {"datetime": "2020-01-01T00:00:00Z")" +
         std::string(properties) + "}}";
}

std::string sound_item() {
  return item(R"(, "mlm:name": "abc", "mlm:architecture": "unknown", "mlm:tasks": ["regression"],
                   "mlm:input": [], "mlm:output": [])");
}

std::string collection_of(const std::string& first, const std::string& second) {
  return R"({"type": "FeatureCollection", "features": [)" + first + ", " + second + "]}";
}

diag::DocumentReport check(const std::string& text, CheckOptions options = {}) {
  return Checker(std::move(options)).check(json::Text::copy_of(text), "a.json");
}

std::vector<std::string> errors_of(const diag::DocumentReport& report) {
  std::vector<std::string> lines;
  for (const diag::Diagnostic& finding : report.findings) {
    if (finding.severity == diag::Severity::kError)
      lines.push_back(std::string(finding.code) + " " + finding.pointer);
  }
  return lines;
}

TEST(ItemCollection, EachFeatureIsJudgedByItsOwnExtensions) {
  for (const Profile profile : {Profile::kPublished, Profile::kDocumented}) {
    CheckOptions options;
    options.profile = profile;
    const auto report = check(collection_of(sound_item(), item("")), options);
    EXPECT_FALSE(*report.valid);
    const auto errors = errors_of(report);
    ASSERT_FALSE(errors.empty());
    for (const std::string& error : errors) EXPECT_EQ(error, "MLM101 /features/1/properties");
    EXPECT_TRUE(*check(collection_of(sound_item(), sound_item()), options).valid);
  }
}

TEST(ItemCollection, NamesEachExtensionOnce) {
  const auto report = check(collection_of(sound_item(), sound_item()));
  EXPECT_EQ(report.checked, std::vector<std::string>{std::string(kMlm)});
  EXPECT_EQ(report.not_checked,
            std::vector<std::string>{"https://example.org/own/v1.0.0/schema.json"});
  EXPECT_EQ(std::ranges::count(report.findings, "MLM609", &diag::Diagnostic::code), 2);
}

TEST(ItemCollection, OneSchemaAloneJudgesEachFeature) {
  CheckOptions options;
  options.only = "mlm@1.5.2";
  const auto report = check(collection_of(sound_item(), item("")), options);
  EXPECT_FALSE(*report.valid);
  EXPECT_EQ(report.checked, std::vector<std::string>{std::string(kMlm)});
  EXPECT_EQ(errors_of(report).front(), "MLM101 /features/1/properties");
  EXPECT_TRUE(*check(collection_of(sound_item(), sound_item()), options).valid);
}

TEST(ItemCollection, NeedsAListOfFeatures) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(errors_of(check(R"({"type": "FeatureCollection"})")), Lines{"STAC101 "});
  EXPECT_EQ(errors_of(check(R"({"type": "FeatureCollection", "features": {"0": 1}})")),
            Lines{"STAC102 /features"});
  EXPECT_TRUE(*check(R"({"type": "FeatureCollection", "features": []})").valid);
  CheckOptions options;
  options.only = "item@1.0.0";
  EXPECT_FALSE(*check(R"({"type": "FeatureCollection", "features": 1})", options).valid);
}

}  // namespace
}  // namespace stacmlm::rules
