// SPDX-License-Identifier: Apache-2.0
// Every rule has a page, and every page is true.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "page.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::rules {
namespace {

using Lines = std::vector<std::string>;

/// The lines without those that `known` has, each taken away once.
Lines without(Lines lines, const Lines& known) {
  for (const std::string& line : known) {
    const auto found = std::ranges::find(lines, line);
    if (found != lines.end()) lines.erase(found);
  }
  return lines;
}

/// Both lists are the same, where `...` in `expected` is any number of lines.
bool agrees(const Lines& expected, const Lines& found) {
  const auto gap = std::ranges::find(expected, "...");
  if (gap == expected.end()) return expected == found;
  const auto head = static_cast<std::size_t>(gap - expected.begin());
  const std::size_t tail = expected.size() - head - 1;
  return found.size() >= head + tail && std::equal(expected.begin(), gap, found.begin()) &&
         std::equal(gap + 1, expected.end(), found.end() - static_cast<std::ptrdiff_t>(tail));
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n  " + line;
  return text.empty() ? " nothing" : text;
}

std::string capitalized(std::string_view sentence) {
  std::string text(sentence);
  if (text.front() >= 'a' && text.front() <= 'z') text.front() += 'A' - 'a';
  return text + ".";
}

std::string_view severity_word(std::optional<diag::Severity> severity) {
  return severity ? diag::name_of(*severity) : "nothing";
}

/// The line of a page that says how grave the findings are.
std::string severities_of(const Rule& rule) {
  std::string line =
      fmt::format("published: {} · documented: {}", severity_word(rule.severities.published),
                  severity_word(rule.severities.documented));
  const bool warns = is_of_mlm(rule) && rule.subject != Subject::kShape &&
                     rule.severities.documented == diag::Severity::kError &&
                     rule.since.first < rule.since.said;
  if (warns) line += fmt::format(", before MLM {} warning", mlm::name_of(rule.since.said));
  return line;
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.stem().string();
  std::ranges::replace(name, '-', '_');
  return name;
}

class RulePage : public testing::TestWithParam<std::filesystem::path> {
 protected:
  Page page = read_page(GetParam());
  std::string code = page.title.substr(0, page.title.find(' '));
};

TEST_P(RulePage, HasTheFormOfAPage) {
  const Rule* rule = find_rule(code);
  ASSERT_NE(rule, nullptr) << "no rule has the code " << code;
  EXPECT_EQ(page.title, std::string(rule->code) + " " + std::string(rule->slug));
  EXPECT_EQ(page.file, std::string(rule->code) + "-" + std::string(rule->slug));
  EXPECT_EQ(page.first_line, capitalized(rule->summary));
  EXPECT_EQ(page.sections, (Lines{"What it checks", "Why", "Bad", "Good", "Spec"}));
  EXPECT_EQ(page.severities, severities_of(*rule));
  if (const std::string spec = spec_url(*rule); !spec.empty()) {
    ASSERT_FALSE(page.specs.empty()) << spec;
    EXPECT_EQ(page.specs.front(), spec);
  }
  for (const std::string& fault : page.faults) ADD_FAILURE() << fault;
  const auto count = [&](bool bad) {
    return std::ranges::count(page.examples, bad, &Example::bad);
  };
  EXPECT_GE(count(true), 1) << "no Bad block";
  EXPECT_GE(count(false), 1) << "no Good block";
}

/// A sentence of findings: lower-case start unless it is an abbreviation or a name in backticks, no
/// full stop.
bool has_form_of_message(std::string_view message) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (message.size() < 2 || message.ends_with('.')) return false;
  return !is_capital(message[0]) || is_capital(message[1]);
}

TEST_P(RulePage, ItsFindingsHaveTheFormOfMessages) {
  for (const Example& example : page.examples) {
    if (!example.files.empty()) {
      for (const std::string& line : findings_in_folder(example)) {
        const std::size_t message = line.find(": ", line.find(']')) + 2;
        EXPECT_TRUE(has_form_of_message(line.substr(message))) << line;
      }
      continue;
    }
    for (const diag::Diagnostic& finding : report_of(document_of(example), example).findings) {
      EXPECT_TRUE(has_form_of_message(finding.message)) << finding.code << ": " << finding.message;
      EXPECT_FALSE(finding.hint.ends_with('.')) << finding.code << ": " << finding.hint;
    }
  }
}

TEST_P(RulePage, FindsWhatItSays) {
  for (const Example& example : page.examples) {
    Lines found = example.files.empty() ? findings_in(document_of(example), example)
                                        : findings_in_folder(example);
    if (!example.base.empty() && example.model_file.empty())
      found = without(std::move(found), findings_in(base_text(example.base), example));
    EXPECT_TRUE(agrees(example.findings, found))
        << page.file << ".md line " << example.line << "\nexpected:" << joined(example.findings)
        << "\nfound:" << joined(found);
    if (!example.bad) continue;
    EXPECT_TRUE(std::ranges::any_of(
        example.findings,
        [&](const std::string& line) { return line.find("[" + code + "]") != std::string::npos; }))
        << page.file << ".md line " << example.line << ": no finding of " << code;
  }
}

std::ptrdiff_t count_of(const diag::DocumentReport& report, std::string_view code) {
  return std::ranges::count(report.findings, code, &diag::Diagnostic::code);
}
std::ptrdiff_t errors_of(const diag::DocumentReport& report) {
  return std::ranges::count(report.findings, diag::Severity::kError, &diag::Diagnostic::severity);
}

TEST_P(RulePage, ItsFixesCure) {
  for (const Example& example : page.examples) {
    const std::string document = document_of(example);
    const auto before = report_of(document, example);
    for (const diag::Diagnostic& finding : before.findings) {
      if (finding.code != code || !finding.fix) continue;
      const auto fixed = json::apply_patch(document, finding.fix->patch);
      ASSERT_TRUE(fixed) << finding.message << ": " << fixed.error().message;
      const auto after = report_of(*fixed, example);
      EXPECT_LT(count_of(after, code), count_of(before, code)) << finding.fix->description;
      if (finding.fix->applicability == diag::Fix::Applicability::kSafe) {
        EXPECT_LE(errors_of(after), errors_of(before)) << finding.fix->description;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, RulePage, testing::ValuesIn(page_files()), name_of);

TEST(RulePages, EveryRuleHasOne) {
  std::set<std::string> files;
  for (const auto& path : page_files()) files.insert(path.stem().string());
  for (const Rule* rule : all_rules()) {
    const std::string file = std::string(rule->code) + "-" + std::string(rule->slug);
    EXPECT_TRUE(files.contains(file)) << "no page docs/rules/" << file << ".md";
  }
}

TEST(RulePages, CodesAndSlugsAreUnique) {
  std::set<std::string_view> seen;
  for (const Rule* rule : all_rules()) {
    EXPECT_TRUE(seen.insert(rule->code).second) << rule->code;
    EXPECT_TRUE(seen.insert(rule->slug).second) << rule->slug;
  }
}

TEST(RuleBases, AreSound) {
  for (const auto& entry : std::filesystem::directory_iterator(STACMLM_RULE_BASES)) {
    for (const Profile profile : {Profile::kPublished, Profile::kDocumented}) {
      Example example;
      example.profile = profile;
      for (const std::string& line : findings_in(base_text(entry.path().stem()), example))
        EXPECT_TRUE(line.starts_with("info[")) << entry.path().filename() << ": " << line;
    }
  }
}

}  // namespace
}  // namespace stacmlm::rules
