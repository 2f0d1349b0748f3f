// SPDX-License-Identifier: Apache-2.0
// The acceptance cases of MLM 1.5.2: verdicts and places, as other validators give them.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "stacmlm/mlm/version.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

using Json = nlohmann::ordered_json;

const std::string kCases = STACMLM_SHARED "/spec/cases.json";

Json read_cases() {
  std::ifstream file(kCases);
  return file ? Json::parse(file) : Json();
}

/// The document of a case: its base with every operation done.
Json document_of(const Json& test, const Json& bases) {
  Json document = bases.at(test.at("base").get<std::string>());
  for (const Json& operation : test.at("ops")) {
    const Json::json_pointer path(operation.at("path").get<std::string>());
    if (operation.at("op") == "set") {
      document[path] = operation.at("value");
    } else {
      document[path.parent_pointer()].erase(path.back());
    }
  }
  return document;
}

/// `eo@1.1.0` of `https://<host>/eo/v1.1.0/schema.json`.
std::string schema_name(const std::string& uri) {
  const std::size_t file = uri.rfind('/');
  const std::size_t version = uri.rfind('/', file - 1);
  const std::size_t name = uri.rfind('/', version - 1);
  return uri.substr(name + 1, version - name - 1) + "@" +
         uri.substr(version + 2, file - version - 2);
}

diag::DocumentReport judge(const Json& document, const std::string& only, Profile profile) {
  CheckOptions options;
  options.profile = profile;
  options.only = only;
  return Checker(options).check(json::Text::copy_of(document.dump()), "case");
}

std::string told(const diag::DocumentReport& report) {
  std::string text;
  for (const auto& finding : report.findings) {
    text += "\n  " + std::string(finding.code) + " " + finding.pointer + ": " + finding.message;
  }
  return text;
}

bool points_at(const diag::DocumentReport& report, const std::string& place) {
  for (const auto& finding : report.findings) {
    const std::string& pointer = finding.pointer;
    if (pointer.starts_with(place) &&
        (pointer.size() == place.size() || pointer[place.size()] == '/'))
      return true;
  }
  return false;
}

class Cases : public testing::Test {
 protected:
  void SetUp() override {
    if (cases.is_null()) GTEST_SKIP() << "SKIPPED: the conformance data is not in " << kCases;
    ASSERT_GT(cases.at("cases").size(), 100U);
  }
  const Json cases = read_cases();
};

TEST_F(Cases, MlmVerdictsAgree) {
  for (const Json& test : cases.at("cases")) {
    const auto report =
        judge(document_of(test, cases.at("bases")), "mlm@1.5.2", Profile::kPublished);
    EXPECT_EQ(*report.valid, test.at("mlm_schema_valid").get<bool>())
        << test.at("id") << " (" << test.at("note") << ")" << told(report);
  }
}

/// The document with each URI of MLM replaced.
Json declaring(Json document, std::string_view uri) {
  for (Json& entry : document["stac_extensions"]) {
    if (entry.is_string() && mlm::version_of_uri(entry.get<std::string>())) entry = uri;
  }
  return document;
}

TEST_F(Cases, OfUpstreamHoldForMlm16) {
  std::size_t compared = 0;
  for (const Json& test : cases.at("cases")) {
    if (test.at("source") != "upstream") continue;
    const Json document =
        declaring(document_of(test, cases.at("bases")), mlm::uri_of(mlm::Version::kV1_6_0));
    const auto report = judge(document, "mlm@1.6.0", Profile::kPublished);
    EXPECT_EQ(*report.valid, test.at("mlm_schema_valid").get<bool>())
        << test.at("id") << " (" << test.at("note") << ")" << told(report);
    ++compared;
  }
  EXPECT_GE(compared, 20U);
}

TEST_F(Cases, OtherVerdictsAgree) {
  std::size_t compared = 0;
  for (const Json& test : cases.at("cases")) {
    for (const auto& [uri, valid] : test.at("other_schemas_valid").items()) {
      ASSERT_TRUE(check_only(schema_name(uri))) << uri;
      const auto report =
          judge(document_of(test, cases.at("bases")), schema_name(uri), Profile::kPublished);
      EXPECT_EQ(*report.valid, valid.get<bool>()) << test.at("id") << " " << uri << told(report);
      ++compared;
    }
  }
  EXPECT_GT(compared, 10U);
}

TEST_F(Cases, EveryFaultIsPointedAt) {
  for (const Json& test : cases.at("cases")) {
    const Json document = document_of(test, cases.at("bases"));
    for (const auto& [only, profile] :
         {std::pair("mlm@1.5.2", Profile::kPublished), std::pair("", Profile::kPublished),
          std::pair("", Profile::kDocumented)}) {
      const auto report = judge(document, only, profile);
      for (const Json& place : test.at("error_instance_paths")) {
        EXPECT_TRUE(points_at(report, place.get<std::string>()))
            << test.at("id") << " " << only << " at " << place << told(report);
      }
    }
  }
}

}  // namespace
}  // namespace stacmlm::rules
