// SPDX-License-Identifier: Apache-2.0
// What the text of a version says holds for that version: since when, until when, and where it
// stands.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "stacmlm/mlm/version.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

using diag::Severity;
using mlm::Version;

/// An Item of a model with a name, one input and one asset of code.
struct Item {
  Version version = Version::kV1_5_2;
  std::string name = "Some model";
  std::string input = R"("value_scaling": [{"type": "scale", "value": 10}])";
  std::string more = "";
  std::string code = R"("roles": ["mlm:model", "code"])";

  [[nodiscard]] std::string text() const {
    return R"({"type": "Feature", "stac_version": "1.0.0", "id": "a", "geometry": null, "links": [],
      "stac_extensions": [")" +
           std::string(mlm::uri_of(version)) +
           R"("], "properties": {"datetime": "2020-01-01T00:00:00Z",
      "mlm:name": ")" +
           name + R"(", "mlm:architecture": "UNet", "mlm:tasks": ["regression"], "mlm:output": [],
      "mlm:input": [{"name": "x", "bands": [], "input": {"shape": [2, 0], "dim_order": ["batch", "x"],
        "data_type": "uint8"}, )" +
           input + "}]" + more + R"(}, "assets": {"code": {"href": "https://example.org/a.py", )" +
           code + "}}}";
  }
};

diag::DocumentReport check(const Item& item, Profile profile = Profile::kDocumented) {
  CheckOptions options;
  options.profile = profile;
  return Checker(options).check(json::Text::copy_of(item.text()), "a.json");
}

/// The finding with that code, or null.
const diag::Diagnostic* find(const diag::DocumentReport& report, std::string_view code) {
  const auto found = std::ranges::find(report.findings, code, &diag::Diagnostic::code);
  return found == report.findings.end() ? nullptr : &*found;
}

Severity severity_of(const Item& item, std::string_view code,
                     Profile profile = Profile::kDocumented) {
  const auto report = check(item, profile);
  const diag::Diagnostic* finding = find(report, code);
  EXPECT_NE(finding, nullptr) << code << " " << mlm::name_of(item.version);
  return finding == nullptr ? Severity::kInfo : finding->severity;
}

TEST(RuleVersions, WhoseBeginningIsNotKnownWarnInOlderDocuments) {
  EXPECT_EQ(severity_of({.name = "UNet"}, "MLM112"), Severity::kError);
  EXPECT_EQ(severity_of({.version = Version::kV1_6_0, .name = "UNet"}, "MLM112"), Severity::kError);
  EXPECT_EQ(severity_of({.version = Version::kV1_3_0, .name = "UNet"}, "MLM112"), Severity::kError);
  EXPECT_EQ(severity_of({.version = Version::kV1_2_0, .name = "UNet"}, "MLM112"),
            Severity::kWarning);
  EXPECT_EQ(severity_of({.name = "UNet"}, "MLM112", Profile::kPublished), Severity::kWarning);
  EXPECT_EQ(severity_of({.version = Version::kV1_0_0}, "MLM324"), Severity::kWarning);
  const std::string by_zero = R"("value_scaling": [{"type": "scale", "value": 0}])";
  EXPECT_EQ(severity_of({.version = Version::kV1_5_1, .input = by_zero}, "MLM327"),
            Severity::kWarning);
  EXPECT_EQ(severity_of({.input = by_zero}, "MLM327"), Severity::kError);
}

TEST(RuleVersions, OfOtherSpecificationsDoNotDependOnMlm) {
  const std::string late =
      R"(, "start_datetime": "2021-01-01T00:00:00Z", "end_datetime": "2020-01-01T00:00:00Z")";
  EXPECT_EQ(severity_of({.version = Version::kV1_0_0, .more = late}, "STAC208"), Severity::kError);
}

TEST(RuleVersions, ThatBeganLaterSayNothingBefore) {
  const auto collection = [](Version version) {
    const std::string text =
        R"({"type": "Collection", "stac_version": "1.0.0", "id": "a", "description": "d",
            "license": "MIT", "links": [], "extent": {"spatial": {"bbox": [[1, 1, 2, 2]]},
            "temporal": {"interval": [["2020-01-01T00:00:00Z", null]]}}, "stac_extensions": [")" +
        std::string(mlm::uri_of(version)) +
        R"("], "assets": {"a": {"href": "a.py", "roles": [], "mlm:entrypoint": "a:b"}}})";
    return Checker().check(json::Text::copy_of(text), "a.json");
  };
  EXPECT_NE(find(collection(Version::kV1_5_0), "MLM518"), nullptr);
  EXPECT_EQ(find(collection(Version::kV1_3_0), "MLM518"), nullptr);
}

TEST(RuleVersions, AcceptWhatTheirOwnTextDocuments) {
  const std::string clip = R"("norm_type": "clip", "norm_clip": [1])";
  for (const Version version : {Version::kV1_0_0, Version::kV1_3_0}) {
    EXPECT_EQ(severity_of({.version = version, .input = clip}, "MLM211"), Severity::kInfo);
    EXPECT_EQ(severity_of({.version = version, .input = clip}, "MLM211", Profile::kPublished),
              Severity::kError);
  }
  EXPECT_EQ(find(check({.version = Version::kV1_4_0, .input = clip}), "MLM211"), nullptr);

  const std::string entrypoint = R"("roles": ["mlm:model", "code"], "mlm:entrypoint": "a:b")";
  EXPECT_EQ(severity_of({.version = Version::kV1_4_0, .code = entrypoint}, "MLM525"),
            Severity::kInfo);
  EXPECT_EQ(
      severity_of({.version = Version::kV1_4_0, .code = entrypoint}, "MLM525", Profile::kPublished),
      Severity::kError);
  EXPECT_EQ(find(check({.version = Version::kV1_5_0, .code = entrypoint}), "MLM525"), nullptr);

  const std::string cpu = R"(, "mlm:accelerator": "cpu")";
  EXPECT_EQ(severity_of({.version = Version::kV1_5_0, .more = cpu}, "MLM202"), Severity::kInfo);
  EXPECT_EQ(severity_of({.version = Version::kV1_4_0, .more = cpu}, "MLM201"), Severity::kError);
}

TEST(SpecLinks, LeadToTheDeclaredVersion) {
  const auto spec_of = [](const Item& item, std::string_view code) {
    const auto report = check(item);
    const diag::Diagnostic* finding = find(report, code);
    return finding == nullptr ? std::string("no finding") : finding->spec;
  };
  const std::string base = "https://github.com/stac-extensions/mlm/blob/v";
  const std::string fields = "/README.md#item-properties-and-collection-fields";
  EXPECT_EQ(spec_of({.version = Version::kV1_3_0, .name = "UNet"}, "MLM112"),
            base + "1.3.0" + fields);
  EXPECT_EQ(spec_of({.version = Version::kV1_6_0, .name = "UNet"}, "MLM112"),
            base + "1.5.2" + fields);
  // Kinds of facts link to the section of the member.
  EXPECT_EQ(spec_of({.version = Version::kV1_4_0, .more = R"(, "mlm:framework": 1)"}, "MLM107"),
            base + "1.4.0/README.md#framework");
  EXPECT_EQ(spec_of({.more = R"(, "mlm:memory_size": -1)"}, "MLM105"), base + "1.5.2" + fields);
  EXPECT_EQ(spec_of({.input = R"("resize_type": "shrink")"}, "MLM201"),
            base + "1.5.2/README.md#resize-enum");
  EXPECT_EQ(spec_of({.input = R"("variables": [{}])"}, "MLM101"),
            base + "1.5.2/README.md#data-variables");
  EXPECT_EQ(
      spec_of({.more = R"(, "ml-model:type": "ml-model", "ml-model:training-os": 1)"}, "MLM102"),
      "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md"
      "#ml-modeltraining-os");
  EXPECT_EQ(spec_of({.more = R"(, "start_datetime": 1)"}, "STAC102"),
            "https://github.com/radiantearth/stac-spec/blob/v1.0.0/item-spec/item-spec.md"
            "#item-fields");
}

TEST(SpecLinks, OfExtensionsLeadToTheirText) {
  const std::string item =
      R"({"type": "Feature", "stac_version": "1.1.0", "id": "a", "geometry": null, "links": [],
          "assets": {}, "properties": {"datetime": "2020-01-01T00:00:00Z", "version": 1},
          "stac_extensions": ["https://stac-extensions.github.io/version/v1.2.0/schema.json"]})";
  const auto report = Checker().check(json::Text::copy_of(item), "a.json");
  const diag::Diagnostic* finding = find(report, "MLM602");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->spec, "https://github.com/stac-extensions/version/blob/v1.2.0/README.md");
}

TEST(SpecLinks, OfSectionsThatCameLaterLeadThere) {
  const auto report = check({.version = Version::kV1_0_0, .input = R"("resize_type": null)"});
  const diag::Diagnostic* finding = find(report, "MLM337");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->spec,
            "https://github.com/stac-extensions/mlm/blob/v1.4.0/README.md#value-scaling-object");
}

}  // namespace
}  // namespace stacmlm::rules
