// SPDX-License-Identifier: Apache-2.0
// What MLM 1.6.0 wants of summaries (N-2, N-3), and what older versions are allowed by their text.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stacmlm/mlm/version.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

struct Case {
  std::string_view summary;
  std::string_view code;  ///< of the error; empty: it is sound
};

// A list of values of the field, a range for numbers, never a structure.
const std::vector<Case> kCases = {
    {R"("mlm:name": ["First model", "Second model"])", ""},
    {R"("mlm:tasks": ["regression", "detection"])", ""},
    {R"("mlm:tasks": [["regression"]])", "MLM102"},
    {R"("mlm:tasks": ["regression", "regression"])", "MLM105"},
    {R"("mlm:tasks": [])", "MLM105"},
    {R"("mlm:tasks": "regression")", "MLM102"},
    {R"("mlm:framework": [3])", "MLM107"},
    {R"("mlm:pretrained": [true, false])", ""},
    {R"("mlm:pretrained_source": [null, "ImageNet"])", ""},
    {R"("mlm:accelerator": ["cuda", null])", ""},
    {R"("mlm:accelerator": ["abacus"])", "MLM201"},
    {R"("mlm:artifact_type": ["torch.save"])", ""},
    {R"("mlm:total_parameters": [10, 20])", ""},
    {R"("mlm:total_parameters": {"minimum": 10, "maximum": 20})", ""},
    {R"("mlm:memory_size": {"minimum": 10, "maximum": 20})", ""},
    {R"("mlm:batch_size_suggestion": {"minimum": 1, "maximum": 2})", ""},
    {R"("mlm:accelerator_count": {"minimum": 1, "maximum": 2})", ""},
    {R"("mlm:total_parameters": {"minimum": 10})", "MLM101"},
    {R"("mlm:total_parameters": [-1])", "MLM105"},
    {R"("mlm:framework": {"minimum": "a", "maximum": "b"})", "MLM102"},
    {R"("mlm:unknown": ["a"])", "MLM106"},
    {R"("mlm:input": [])", "MLM702"},
    {R"("mlm:output": [{"name": "a"}])", "MLM702"},
    {R"("mlm:hyperparameters": {"a": 1})", "MLM702"},
    {R"("platform": ["sentinel-2a"])", ""},
};

/// The codes of MLM: what core says of summaries is not looked at.
std::vector<std::string> errors_of(std::string_view summary, mlm::Version version,
                                   Profile profile) {
  const std::string text =
      R"({"type": "Collection", "stac_version": "1.0.0", "id": "a", "description": "d",
          "license": "MIT", "links": [], "extent": {"spatial": {"bbox": [[1, 1, 2, 2]]},
          "temporal": {"interval": [["2020-01-01T00:00:00Z", null]]}}, "stac_extensions": [")" +
      std::string(mlm::uri_of(version)) + R"("], "summaries": {)" + std::string(summary) + "}}";
  CheckOptions options;
  options.profile = profile;
  std::vector<std::string> errors;
  for (const auto& finding : Checker(options).check(json::Text::copy_of(text), "a").findings) {
    if (finding.severity == diag::Severity::kError && finding.code.starts_with("MLM"))
      errors.emplace_back(finding.code);
  }
  return errors;
}

TEST(Summaries, OfMlm16AreListsAndRanges) {
  for (const Case& test : kCases) {
    for (const Profile profile : {Profile::kPublished, Profile::kDocumented}) {
      std::vector<std::string> expected;
      if (!test.code.empty()) expected.emplace_back(test.code);
      EXPECT_EQ(errors_of(test.summary, mlm::Version::kV1_6_0, profile), expected) << test.summary;
    }
  }
}

TEST(Summaries, OfOlderVersionsMayBeTheSameLists) {
  for (const Case& test : kCases) {
    const bool is_list = test.summary.find('[') != std::string_view::npos;
    if (!is_list) continue;
    EXPECT_EQ(errors_of(test.summary, mlm::Version::kV1_5_2, Profile::kDocumented).empty(),
              test.code.empty())
        << test.summary;
    EXPECT_FALSE(errors_of(test.summary, mlm::Version::kV1_5_2, Profile::kPublished).empty())
        << test.summary;
  }
}

TEST(Summaries, OfOlderVersionsMayListWhatTheTextAllowsOfAValue) {
  for (const std::string_view summary :
       {R"("mlm:accelerator": ["cpu"])", R"("mlm:tasks": ["cloud-removal"])",
        R"("mlm:framework_version": ["2.1"])"}) {
    EXPECT_TRUE(errors_of(summary, mlm::Version::kV1_5_2, Profile::kDocumented).empty()) << summary;
  }
  EXPECT_FALSE(
      errors_of(R"("mlm:accelerator": ["cpu"])", mlm::Version::kV1_4_0, Profile::kDocumented)
          .empty());
}

}  // namespace
}  // namespace stacmlm::rules
