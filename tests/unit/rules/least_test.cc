// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

namespace fs = std::filesystem;
using diag::Severity;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// `CODE POINTER MESSAGE` of all findings that weigh at least so much.
std::vector<std::string> lines_of(const diag::DocumentReport& report, Severity least) {
  std::vector<std::string> lines;
  for (const diag::Diagnostic& finding : report.findings) {
    if (finding.severity >= least)
      lines.push_back(std::string(finding.code) + ' ' + finding.pointer + ' ' + finding.message);
  }
  return lines;
}

TEST(Least, leaves_out_what_weighs_less_and_nothing_else) {
  std::size_t errors = 0;
  for (const Profile profile : {Profile::kPublished, Profile::kDocumented}) {
    for (const auto& entry : fs::directory_iterator(STACMLM_EXAMPLES "/broken")) {
      if (entry.path().extension() != ".json") continue;
      const std::string text = read_file(entry.path());
      CheckOptions options;
      options.profile = profile;
      const auto all = Checker(options).check(json::Text::copy_of(text), "a.json");
      for (const Severity least : {Severity::kWarning, Severity::kError}) {
        options.least = least;
        const auto some = Checker(options).check(json::Text::copy_of(text), "a.json");
        EXPECT_EQ(lines_of(some, Severity::kInfo), lines_of(all, least)) << entry.path();
        EXPECT_EQ(some.valid, all.valid) << entry.path();
      }
      errors += lines_of(all, Severity::kError).size();
    }
  }
  EXPECT_GT(errors, 20U);
}

}  // namespace
}  // namespace stacmlm::rules
