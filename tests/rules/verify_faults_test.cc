// SPDX-License-Identifier: Apache-2.0
// Faults planted in the metadata of models, and in their files, and what comparing both tells.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "model_source.h"
#include "page.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::rules {
namespace {

/// A line of the table.
struct Fault {
  std::string name;      ///< the fault
  std::string base;      ///< an Item that is right ...
  std::string kind;      ///< ... for this file, or for another one
  std::string patch;     ///< what is changed in the Item; `-`: nothing
  std::string expected;  ///< `CODE@POINTER`, with blanks between
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t')
      cells.emplace_back();
    else
      cells.back().push_back(c);
  }
  return cells;
}

std::vector<Fault> read_faults() {
  std::ifstream file(STACMLM_VERIFY_FAULTS);
  std::vector<Fault> faults;
  std::string line;
  std::getline(file, line);  // the head
  while (std::getline(file, line)) {
    const auto cells = cells_of(line);
    if (cells.size() != 5) {
      ADD_FAILURE() << "not five cells: " << line;
      continue;
    }
    faults.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
  }
  return faults;
}

std::string document_of(const Fault& fault) {
  const std::string base = base_text(fault.base);
  if (fault.patch == "-") return base;
  const auto operations = json::read_patch(fault.patch);
  if (!operations) {
    ADD_FAILURE() << fault.name << ": " << operations.error().message;
    return base;
  }
  const auto patched = json::apply_patch(base, *operations);
  if (patched) return *patched;
  ADD_FAILURE() << fault.name << ": " << patched.error().message;
  return base;
}

artifact::Verified verified(const std::string& document, const std::string& kind) {
  artifact::VerifyOptions options;
  options.wants_fixes = true;
  return artifact::Verifier(options).verify(json::Text::copy_of(document), "item.json",
                                            opener_of(kind));
}

/// Findings that say that something is wrong, sorted.
std::string told(const diag::DocumentReport& report) {
  std::set<std::string> told;
  for (const diag::Diagnostic& finding : report.findings) {
    if (finding.severity != diag::Severity::kInfo)
      told.insert(fmt::format("{}@{}", finding.code, finding.pointer));
  }
  return fmt::format("{}", fmt::join(told, " "));
}

TEST(VerifyFaults, AreEachTold) {
  for (const Fault& fault : read_faults())
    EXPECT_EQ(told(verified(document_of(fault), fault.kind).report), fault.expected) << fault.name;
}

TEST(VerifyFaults, AreManyInManyFormats) {
  std::set<std::string> names;
  std::set<std::string> kinds;
  std::set<std::string> codes;
  for (const Fault& fault : read_faults()) {
    if (fault.expected.empty()) continue;
    EXPECT_TRUE(names.insert(fault.name).second) << fault.name << " stands twice";
    kinds.insert(fault.kind.substr(0, fault.kind.find('-')));
    codes.insert(fault.expected.substr(0, fault.expected.find('@')));
  }
  EXPECT_GE(names.size(), 60U);
  EXPECT_GE(kinds.size(), 5U);
  EXPECT_GE(codes.size(), 25U);
}

/// An Item without a fault is in the table with nothing expected.
TEST(VerifyFaults, OfCorrectTwinsNothingContradicts) {
  std::set<std::string> bases;
  std::set<std::string> right;
  for (const Fault& fault : read_faults()) {
    bases.insert(fault.base);
    if (!fault.expected.empty() || fault.patch != "-") continue;
    right.insert(fault.base);
    const auto all = verified(document_of(fault), fault.kind);
    EXPECT_TRUE(all.not_done.empty());
    EXPECT_FALSE(all.comparisons.empty());
    for (const artifact::Comparison& one : all.comparisons)
      EXPECT_NE(one.verdict, artifact::Agreement::kContradicts) << one.field << ": " << one.reason;
  }
  EXPECT_EQ(bases, right);
}

/// What is fixed contradicts no more.
TEST(VerifyFaults, ItsFixesCure) {
  for (const Fault& fault : read_faults()) {
    const std::string document = document_of(fault);
    for (const diag::Diagnostic& finding : verified(document, fault.kind).report.findings) {
      if (!finding.fix) continue;
      const auto fixed = json::apply_patch(document, finding.fix->patch);
      ASSERT_TRUE(fixed) << fault.name << ": " << fixed.error().message;
      const auto after = verified(*fixed, fault.kind).report.findings;
      EXPECT_TRUE(std::ranges::none_of(after,
                                       [&](const diag::Diagnostic& other) {
                                         return other.code == finding.code &&
                                                other.pointer == finding.pointer &&
                                                other.message == finding.message;
                                       }))
          << fault.name << ": " << finding.message;
    }
  }
}

}  // namespace
}  // namespace stacmlm::rules
