// SPDX-License-Identifier: Apache-2.0
// What the pages of the rules do not show: order, further reports, files that change.
#include "stacmlm/rules/tree_check.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "stacmlm/json/parser.h"

namespace stacmlm::rules {
namespace {

using Lines = std::vector<std::string>;

/// A run over files that stand in memory; their folder does not exist.
class TreeRun {
 public:
  void see(const std::string& path, const std::string& text) {
    files_[path] = text;
    diag::DocumentReport report = checker_.check(json::Text::copy_of(text), path);
    const std::optional<bool> valid = report.valid;
    tree_.add(notes_of(checker_.document(), {}, report));
    EXPECT_EQ(report.valid, valid);
    EXPECT_FALSE(report.is_further);
    first_.push_back(std::move(report));
  }
  void change(const std::string& path, const std::string& text) { files_[path] = text; }
  void remove(const std::string& path) { files_.erase(path); }

  /// `PATH CODE POINTER` of all further reports.
  Lines end() {
    tree_.end(
        [&](const std::string& path) -> base::Result<json::Text> {
          ++reads_;
          const auto file = files_.find(path);
          if (file == files_.end()) return base::fail(base::ErrorKind::kIo, "gone");
          return json::Text::copy_of(file->second);
        },
        [&](const diag::DocumentReport& report) { further_.push_back(report); });
    Lines lines;
    for (const auto& report : further_) {
      EXPECT_TRUE(report.is_further);
      EXPECT_FALSE(report.findings.empty());
      for (const auto& finding : report.findings)
        lines.push_back(fmt::format("{} {} {}", report.path, finding.code, finding.pointer));
    }
    return lines;
  }

  [[nodiscard]] const std::vector<diag::DocumentReport>& first() const { return first_; }
  [[nodiscard]] const std::vector<diag::DocumentReport>& further() const { return further_; }
  [[nodiscard]] int reads() const { return reads_; }

 private:
  Checker checker_;
  TreeChecker tree_;
  std::map<std::string, std::string> files_;
  std::vector<diag::DocumentReport> first_;
  std::vector<diag::DocumentReport> further_;
  int reads_ = 0;
};

std::string item(const std::string& id, const std::string& more = "") {
  return R"({"type": "Feature", "id": ")" + id + R"(", "collection": "models")" + more + "}";
}

const char* const kSmall = R"({"type": "Collection", "id": "models",
  "extent": {"spatial": {"bbox": [[0, 0, 1, 1]]}}})";

TEST(TreeChecker, TellsInTheOrderOfTheInput) {
  const std::string outside = R"(, "bbox": [0, 0, 2, 2])";
  TreeRun items_first;
  items_first.see("none/b.json", item("b", outside));
  items_first.see("none/a.json", item("a", outside));
  items_first.see("none/collection.json", kSmall);
  EXPECT_EQ(items_first.end(), (Lines{"none/b.json STAC403 /bbox", "none/a.json STAC403 /bbox"}));
  TreeRun collection_first;
  collection_first.see("none/collection.json", kSmall);
  collection_first.see("none/a.json", item("a", outside));
  EXPECT_EQ(collection_first.end(), (Lines{"none/a.json STAC403 /bbox"}));
}

TEST(TreeChecker, AFurtherReportNamesItsDocument) {
  TreeRun run;
  run.see("none/a.json", item("x"));
  run.see("none/b.json", item("x"));
  EXPECT_EQ(run.end(), (Lines{"none/b.json STAC402 /id"}));
  const diag::DocumentReport& report = run.further().front();
  EXPECT_EQ(report.id, "x");
  EXPECT_EQ(report.type, "Feature");
  EXPECT_EQ(report.profile, "documented");
  EXPECT_EQ(report.valid, run.first().back().valid);
  EXPECT_EQ(report.valid, false);  // the first report has errors, this one has none
  EXPECT_EQ(report.text, item("x"));
  EXPECT_EQ(report.findings.front().span.line, 1U);
  EXPECT_EQ(report.findings.front().span.column, 27U);
}

TEST(TreeChecker, AFurtherReportIsNoFurtherDocument) {
  TreeRun run;
  run.see("none/a.json", item("x"));
  run.see("none/b.json", item("x"));
  run.end();
  diag::Summary summary;
  for (const auto& report : run.first()) summary.add(report);
  const std::size_t warnings = summary.warnings;
  summary.add(run.further().front());
  EXPECT_EQ(summary.documents, 2U);
  EXPECT_EQ(summary.invalid, 2U);
  EXPECT_EQ(summary.warnings, warnings + 1);
}

TEST(TreeChecker, ReadsNothingAgainWithoutNeed) {
  TreeRun run;
  run.see("none/a.json", item("a"));
  run.see("none/b.json", item("b"));
  EXPECT_EQ(run.end(), Lines{});
  EXPECT_EQ(run.reads(), 0);
}

TEST(TreeChecker, TheSameFileTwiceIsNoDuplicate) {
  TreeRun run;
  run.see("none/a.json", item("a"));
  run.see("none/../none/./a.json", item("a"));
  EXPECT_EQ(run.end(), Lines{});
}

TEST(TreeChecker, FilesThatChangeOrGoMeanwhileAreLeftOut) {
  TreeRun changed;
  changed.see("none/a.json", item("x"));
  changed.see("none/b.json", item("x"));
  changed.change("none/b.json", item("y"));
  EXPECT_EQ(changed.end(), Lines{});
  for (const char* text : {"{", "[]", R"({"type": "FeatureCollection", "features": []})"}) {
    TreeRun broken;
    broken.see("none/a.json", item("x"));
    broken.see("none/b.json", item("x"));
    broken.change("none/b.json", text);
    EXPECT_EQ(broken.end(), Lines{}) << text;
  }
  TreeRun gone;
  gone.see("none/a.json", item("x"));
  gone.see("none/b.json", item("x"));
  gone.remove("none/a.json");
  EXPECT_EQ(gone.end(), Lines{});
}

TEST(TreeChecker, FeaturesAreTheDocumentsOfAnItemCollection) {
  TreeRun run;
  run.see("none/items.json", R"({"type": "FeatureCollection", "features": [)" + item("a") + "," +
                                 item("b") + "," + item("a") + "]}");
  run.see("none/b.json", item("b"));
  EXPECT_EQ(run.end(),
            (Lines{"none/items.json STAC402 /features/2/id", "none/b.json STAC402 /id"}));
}

TEST(TreeChecker, CatalogsOfDifferentParentsMayShareAnId) {
  const auto month = [](const std::string& parent) {
    return R"({"type": "Catalog", "id": "01", "links": [{"rel": "parent", "href": ")" + parent +
           R"("}]})";
  };
  TreeRun run;
  run.see("none/2019/01/catalog.json", month("../catalog.json"));
  run.see("none/2020/01/catalog.json", month("../catalog.json"));
  run.see("none/2020/1/catalog.json", month("../catalog.json"));
  EXPECT_EQ(run.end(), (Lines{"none/2020/1/catalog.json STAC402 /id"}));
}

TEST(TreeChecker, OfTwoCollectionsWithOneIdNeitherIsMeantByIt) {
  TreeRun run;
  run.see("none/1.json", kSmall);
  run.see("none/2.json", kSmall);
  run.see("none/a.json", item("a", R"(, "bbox": [0, 0, 2, 2])"));
  EXPECT_EQ(run.end(), (Lines{"none/2.json STAC402 /id"}));
}

TEST(TreeChecker, ManyDifferentValuesAreAllCompared) {
  TreeRun run;
  std::string names;
  for (int i = 0; i < 70000; ++i) names += fmt::format("{}\"n{}\"", i == 0 ? "" : ",", i % 35000);
  run.see("none/a.json", item("a", R"(, "properties": {"mlm:tasks": [)" + names + "]}"));
  run.see("none/b.json", item("b", R"(, "properties": {"mlm:tasks": ["last"]})"));
  run.see("none/c.json",
          R"({"type": "Collection", "id": "models", "summaries": {"mlm:tasks": [)" + names + "]}}");
  EXPECT_EQ(run.end(), (Lines{"none/c.json MLM709 /summaries/mlm:tasks"}));
  EXPECT_EQ(run.further().front().findings.front().message,
            "`mlm:tasks` leaves out `last` of `none/b.json`");
}

TEST(TreeChecker, UnseenItemsMayHaveTheOtherValues) {
  const auto collection = [](const std::string& links) {
    return R"({"type": "Collection", "id": "models", "summaries": {"mlm:framework": ["JAX"]},
               "links": [)" +
           links + "]}";
  };
  const std::string mine = item("a", R"(, "properties": {"mlm:framework": "JAX2"})");
  const std::string both_found = "none/c.json MLM709 /summaries/mlm:framework";
  for (const char* more : {R"({"rel": "item", "href": "b.json"})",
                           R"({"rel": "item", "href": "https://example.org/b.json"})",
                           R"({"rel": "items", "href": "https://example.org/items"})",
                           R"({"rel": "child", "href": "d.json"})"}) {
    TreeRun run;
    run.see("none/a.json", mine);
    run.see("none/c.json", collection(R"({"rel": "item", "href": "a.json"},)" + std::string(more)));
    EXPECT_EQ(run.end(), (Lines{both_found})) << more;
  }
  TreeRun whole;
  whole.see("none/a.json", mine);
  whole.see("none/c.json", collection(R"({"rel": "item", "href": "a.json"})"));
  EXPECT_EQ(whole.end(), (Lines{both_found, both_found + "/0"}));
}

TEST(NotesOf, PutsItsFindingsInTheOrderOfTheText) {
  TreeRun run;
  run.see("none/a.json", R"({"type": "Catalog", "stac_version": "1.0.0", "id": 7,
    "links": [{"rel": "item", "href": "gone.json"}], "description": 8})");
  Lines pointers;
  for (const auto& finding : run.first().front().findings) pointers.push_back(finding.pointer);
  EXPECT_EQ(pointers, (Lines{"/id", "/links/0/href", "/description"}));
  EXPECT_FALSE(run.first().front().text.empty());
}

TEST(NotesOf, ManyFindingsAreCutOnce) {
  std::string links;
  for (int i = 0; i < 3000; ++i)
    links += fmt::format(R"({}{{"rel": "item", "href": "g{}.json"}})", i == 0 ? "" : ",", i);
  TreeRun run;
  run.see("none/a.json", R"({"type": "Catalog", "stac_version": "1.0.0", "id": "a",
    "description": "A.", "links": [)" +
                             links + "]}");
  const auto& findings = run.first().front().findings;
  ASSERT_EQ(findings.size(), 1001U);
  EXPECT_EQ(findings.back().message, "at least 2000 more findings of this document are not listed");
}

TEST(NotesOf, WhatIsNoDocumentHasNone) {
  TreeRun run;
  run.see("none/a.json", "{");
  run.see("none/b.json", "7");
  run.see("none/c.json", R"({"links": {"rel": 1}, "type": 3, "assets": [1]})");
  EXPECT_EQ(run.end(), Lines{});
}

TEST(LinksToFollow, AreTheLocalOnesOfCatalogsAndCollections) {
  const auto follow = [](const std::string& type) {
    json::Document document;
    const std::string text = R"({"type": ")" + type + R"(", "links": [
      {"rel": "child", "href": "./x/../y/catalog.json"}, {"rel": "item", "href": "i.json"},
      {"rel": "data", "href": "d"}, {"rel": "license", "href": "l.txt"}, {"rel": "item"}, 3,
      {"rel": "item", "href": "https://example.org/i.json"}]})";
    EXPECT_FALSE(json::Parser().parse(json::Text::copy_of(text), document));
    Lines lines;
    for (const FollowedLink& link : links_to_follow(document, "none/catalog.json"))
      lines.push_back(link.path + (link.is_child ? " on" : ""));
    return lines;
  };
  EXPECT_EQ(follow("Catalog"), (Lines{"none/y/catalog.json on", "none/i.json"}));
  EXPECT_EQ(follow("Collection").size(), 2U);
  EXPECT_EQ(follow("Feature"), Lines{});
}

}  // namespace
}  // namespace stacmlm::rules
