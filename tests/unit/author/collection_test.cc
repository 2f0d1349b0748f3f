// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/collection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "author/collection/extent_sum.h"
#include "parsed.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::author {
namespace {

using json::Parsed;

std::string item(std::string_view bbox, std::string_view properties,
                 std::string_view assets = R"({"m": {"href": "m.pt"}})") {
  return fmt::format(
      R"({{"type": "Feature", "stac_version": "1.0.0", "id": "i", "bbox": {}, "properties": {}, "assets": {}}})",
      bbox, properties, assets);
}

CollectionOptions named(const std::string& id) {
  CollectionOptions options;
  options.id = id;
  options.license = "MIT";
  return options;
}

void add(CollectionBuilder& builder, const std::string& text, const std::string& href) {
  const Parsed parsed(text);
  builder.add(parsed.root(), ItemPlace{href});
}

/// What `find` leads to in a built Collection, as text.
std::string built(const CollectionBuilder& builder, const std::vector<std::string_view>& keys) {
  const auto text = builder.build();
  EXPECT_TRUE(text.has_value());
  const Parsed collection(text->text);
  json::Value value = collection.root();
  for (const std::string_view key : keys) value = value.find(key);
  return value.exists() ? std::string(value.raw()) : std::string();
}

stac::Box around(const std::vector<stac::Box>& boxes) {
  BoxSum sum;
  for (const stac::Box& box : boxes) sum.add(box);
  return sum.around().value();
}

std::string told(const WrittenDocument& document) {
  std::string all;
  for (const Change& change : document.changes)
    all += fmt::format("{}: {}\n", change.pointer, change.what);
  return all;
}

TEST(BoxSum, IsTheSmallestBoxOnARoundEarth) {
  EXPECT_EQ(box_json(around({{1, 2, 3, 4}})), "[1, 2, 3, 4]");
  EXPECT_EQ(box_json(around({{-10, 0, 5, 10}, {80, -5, 90, 5}})), "[-10, -5, 90, 10]");
  // Over the antimeridian, though no box crosses it.
  EXPECT_EQ(box_json(around({{170, 0, 175, 1}, {-175, 0, -170, 1}})), "[170, 0, -170, 1]");
  EXPECT_EQ(box_json(around({{174, -22, -176, -12}, {178, -30, 180, -20}})),
            "[174, -30, -176, -12]");
  EXPECT_EQ(box_json(around({{174, -22, -176, -12}, {0, 0, 10, 10}})), "[0, -22, -176, 10]");
  EXPECT_EQ(box_json(around({{-180, -90, 180, 90}, {3, 3, 4, 4}})), "[-180, -90, 180, 90]");
  EXPECT_EQ(box_json(around({{-180, 0, 0, 1}, {0, 0, 180, 1}})), "[-180, 0, 180, 1]");
}

TEST(BoxSum, ManyBoxesTakeNoMoreRoomThanTheirGaps) {
  BoxSum sum;
  for (int i = 0; i < 100000; ++i) sum.add({i % 100 * 1.0, 0, i % 100 + 1.0, 1});
  EXPECT_EQ(box_json(sum.around().value()), "[0, 0, 100, 1]");
}

TEST(Collection, HasTheExtentOfItsItems) {
  CollectionBuilder builder(named("c"));
  add(builder, item("[1, 2, 3, 4]", R"({"datetime": "2021-05-01T00:00:00Z"})"), "./a.json");
  add(builder,
      item("[10, 2, 0, 11, 4, 9]",
           R"({"datetime": null, "start_datetime": "2020-01-01T02:00:00+02:00",
      "end_datetime": "2020-06-01T00:00:00Z"})"),
      "./b.json");
  EXPECT_EQ(built(builder, {"extent", "temporal", "interval"}),
            R"([["2020-01-01T02:00:00+02:00", "2021-05-01T00:00:00Z"]])");
  const std::string boxes = built(builder, {"extent", "spatial", "bbox"});
  EXPECT_NE(boxes.find("[1, 2, 11, 4]"), std::string::npos) << boxes;
  EXPECT_NE(boxes.find("[10, 2, 11, 4]"), std::string::npos) << boxes;
}

TEST(Collection, WithoutPlacesIsTheWholeEarth) {
  CollectionBuilder builder(named("c"));
  add(builder,
      R"({"type": "Feature", "stac_version": "1.1.0", "geometry": null, "properties": {}})", "a");
  EXPECT_EQ(built(builder, {"extent", "spatial", "bbox"}), "[[-180, -90, 180, 90]]");
  EXPECT_EQ(built(builder, {"extent", "temporal", "interval"}), "[[null, null]]");
  EXPECT_EQ(built(builder, {"stac_version"}), "\"1.1.0\"");
  EXPECT_EQ(builder.build()->notes,
            std::vector<std::string>{"no Item has a bbox or a geometry: the extent of the "
                                     "Collection is the whole earth"});
  add(builder, item("[1, 2, 3, 4]", R"({"license": "MIT"})"), "b");
  EXPECT_EQ(built(builder, {"extent", "spatial", "bbox"}), "[[1, 2, 3, 4]]");
  EXPECT_EQ(builder.build()->notes,
            std::vector<std::string>{"Items without bbox and geometry: 1; the extent is "
                                     "that of the others"});
}

TEST(Collection, ARefreshFromItemsWithoutPlacesKeepsTheExtent) {
  CollectionBuilder builder({});
  add(builder, item("null", "{}"), "a");
  const Parsed old(
      R"({"type": "Collection", "extent": {"spatial": {"bbox": [[1, 2, 3, 4]]}}, "links": []})");
  const auto refreshed = builder.refresh(old.document);
  ASSERT_TRUE(refreshed.has_value());
  const Parsed now(refreshed->text);
  EXPECT_EQ(now.root().find("extent").find("spatial").find("bbox").raw(), "[[1, 2, 3, 4]]");
  const std::vector<std::string> notes = {
      "no Item has a bbox or a geometry: the extent of the Collection stays as it is",
      "the Collection has no license (--license gives it one)"};
  EXPECT_EQ(refreshed->notes, notes);
}

TEST(Collection, SummarisesWordsAsListsAndNumbersAsRanges) {
  CollectionBuilder builder(named("c"));
  add(builder,
      item("null",
           R"({"mlm:tasks": ["regression", "detection"], "mlm:memory_size": 1.50, "mlm:name": "A",
      "mlm:pretrained": true, "mlm:accelerator": null, "mlm:input": [{"name": "x"}], "gsd": 10,
      "mlm:hyperparameters": {"a": 1}, "mlm:framework": {"no": "text"}})"),
      "a");
  add(builder,
      item("null", R"({"mlm:tasks": ["detection"], "mlm:memory_size": 7, "mlm:name": "B"})"), "b");
  EXPECT_EQ(built(builder, {"summaries", "mlm:tasks"}), R"(["detection", "regression"])");
  EXPECT_EQ(built(builder, {"summaries", "mlm:memory_size", "minimum"}), "1.50");
  EXPECT_EQ(built(builder, {"summaries", "mlm:memory_size", "maximum"}), "7");
  EXPECT_EQ(built(builder, {"summaries", "mlm:pretrained"}), "[true]");
  EXPECT_EQ(built(builder, {"summaries", "gsd", "maximum"}), "10");
  for (const char* key :
       {"mlm:accelerator", "mlm:input", "mlm:hyperparameters", "mlm:framework", "mlm:name"})
    EXPECT_EQ(built(builder, {"summaries", key}), "") << key;
}

TEST(Collection, OfMlm160SummarisesEveryField) {
  CollectionOptions options = named("c");
  options.mlm = mlm::Version::kV1_6_0;
  CollectionBuilder builder(options);
  add(builder, item("null", R"({"mlm:name": "A", "mlm:hyperparameters": {"a": 1}})"), "a");
  EXPECT_EQ(built(builder, {"summaries", "mlm:name"}), R"(["A"])");
  EXPECT_EQ(built(builder, {"summaries", "mlm:hyperparameters"}), "");
}

TEST(Collection, TakesWhatAllItemsHaveInCommon) {
  CollectionBuilder builder(named("c"));
  add(builder,
      item(
          "null",
          R"({"license": "MIT", "keywords": ["b", "a"], "providers": [{"name": "P", "roles": ["host"]}]})",
          R"({"mlm:model": {"href": "a", "type": "t", "roles": ["mlm:model"]}, "x": {"href": "x"}})"),
      "a");
  add(builder,
      item("null", R"({"license": "MIT", "keywords": ["a", "c"],
      "providers": [{"name": "Q"}, {"name": "P", "roles": ["producer", "host"], "url": "https://p"}]})",
           R"({"mlm:model": {"href": "b", "type": "u", "roles": ["mlm:model"]}})"),
      "b");
  EXPECT_EQ(built(builder, {"license"}), "\"MIT\"");
  EXPECT_EQ(built(builder, {"keywords"}), R"(["b", "a", "c"])");
  EXPECT_EQ(built(builder, {"item_assets", "mlm:model", "roles"}), R"(["mlm:model"])");
  EXPECT_EQ(built(builder, {"item_assets", "mlm:model", "title"}), "\"Model\"");
  EXPECT_EQ(built(builder, {"item_assets", "mlm:model", "type"}), "");
  EXPECT_EQ(built(builder, {"item_assets", "x"}), "");
  const std::string providers = built(builder, {"providers"});
  EXPECT_NE(providers.find(R"("roles": ["host", "producer"])"), std::string::npos) << providers;
}

TEST(Collection, IsValidAsDocumentedAndItsListsAreTheFaultOfThePublishedSchema) {
  CollectionBuilder builder(named("c"));
  add(builder,
      item("[1, 2, 3, 4]", R"({"datetime": "2021-05-01T00:00:00Z", "mlm:tasks": ["regression"],
      "mlm:total_parameters": 5})"),
      "./a.json");
  const std::string text = builder.build().value().text;
  for (const auto profile : {rules::Profile::kDocumented, rules::Profile::kPublished}) {
    rules::CheckOptions options;
    options.profile = profile;
    rules::Checker checker(options);
    const auto report = checker.check(json::Text::copy_of(text), "collection.json");
    ASSERT_EQ(report.findings.size(), 1U) << text;
    EXPECT_EQ(report.findings[0].code, "MLM701");
    EXPECT_EQ(report.findings[0].severity, profile == rules::Profile::kDocumented
                                               ? diag::Severity::kInfo
                                               : diag::Severity::kError);
    EXPECT_NE(report.findings[0].message.find("published schema allows no list"),
              std::string::npos);
  }
}

/// The licence of a Collection over Items with these, in which an empty text is none.
std::string license_over(const std::vector<std::string>& licenses, const std::string& version) {
  CollectionOptions options = named("c");
  options.license.clear();
  CollectionBuilder builder(options);
  for (const std::string& license : licenses) {
    add(builder,
        fmt::format(
            R"({{"type": "Feature", "stac_version": "{}", "bbox": [1, 2, 3, 4], "properties": {{{}}}}})",
            version, license.empty() ? "" : fmt::format(R"("license": "{}")", license)),
        "./a.json");
  }
  const auto collection = builder.build();
  if (!collection) return collection.error().message;
  std::string told = std::string(Parsed(collection->text).root().find("license").string());
  for (const std::string& note : collection->notes) told += "; " + note;
  return told;
}

TEST(Collection, HasTheLicenseOfItsItemsAndVariousOnlyForSeveral) {
  EXPECT_EQ(license_over({"MIT", "MIT"}, "1.0.0"), "MIT");
  EXPECT_EQ(license_over({"MIT", "CC0-1.0"}, "1.0.0"), "various");
  EXPECT_EQ(license_over({"MIT", "CC0-1.0"}, "1.1.0"), "other");
  EXPECT_EQ(license_over({"MIT", ""}, "1.0.0"),
            "MIT; Items without a license: 1; the Collection has that of the others");
  EXPECT_EQ(license_over({"", ""}, "1.1.0"),
            "a new Collection needs a license, and no Item has one (--license)");
}

TEST(Collection, WhatIsOverALimitIsTold) {
  CollectionBuilder builder(named("c"));
  for (const int first : {0, 150}) {
    std::string keywords;
    std::string providers;
    std::string links;
    for (int i = first; i < first + 150; ++i) {
      const std::string comma = i == first ? "" : ", ";
      keywords += fmt::format(R"({}"k{}")", comma, i);
      providers += fmt::format(R"({}{{"name": "p{}"}})", comma, i);
      links += fmt::format(R"({}{{"rel": "license", "href": "https://e.org/{}"}})", comma, i);
    }
    add(builder,
        fmt::format(
            R"({{"type": "Feature", "stac_version": "1.0.0", "bbox": [1, 2, 3, 4], "links": [{}],
            "properties": {{"keywords": [{}], "providers": [{}]}}}})",
            links, keywords, providers),
        "./a.json");
    const std::vector<std::string> all = {
        "more than 200 keywords: `k200` and others are left out",
        "more than 200 license links: `https://e.org/200` and others are left out",
        "more than 200 providers: `p200` and others are left out"};
    EXPECT_EQ(builder.build()->notes, first == 0 ? std::vector<std::string>() : all);
  }
}

TEST(Collection, SummariesOfTooManyWordsAreTold) {
  CollectionBuilder builder(named("c"));
  std::string words;
  std::string numbers;
  for (int i = 0; i < 201; ++i) {
    words += fmt::format(R"({}"w{}")", i == 0 ? "" : ", ", i);
    numbers += fmt::format("{}{}", i == 0 ? "" : ", ", i);
  }
  add(builder,
      item("[1, 2, 3, 4]", fmt::format(R"({{"instruments": [{}], "gsd": [{}]}})", words, numbers)),
      "./a.json");
  using Notes = std::vector<std::string>;
  EXPECT_EQ(builder.build()->notes,
            Notes{"more than 200 values of `instruments`: they are not summarised"});
  const Parsed old(
      R"({"type": "Collection", "license": "MIT", "summaries": {"instruments": ["a"], "gsd": [1]}})");
  const Notes stay = {"more than 200 values of `gsd`: their summary stays as it is",
                      "more than 200 values of `instruments`: their summary stays as it is"};
  EXPECT_EQ(builder.refresh(old.document)->notes, stay);
}

TEST(Collection, WhatIsMalformedInAnItemIsTold) {
  CollectionBuilder builder(named("c"));
  const auto notes = [&](const std::string& text) {
    const Parsed parsed(text);
    return fmt::format("{}", fmt::join(builder.add(parsed.root(), std::nullopt), "; "));
  };
  EXPECT_EQ(notes(item("[1, 2, 3, 4]", R"({"datetime": null})")), "");
  EXPECT_EQ(notes(R"({"id": "a", "bbox": null, "geometry": null})"), "");
  EXPECT_EQ(notes(item("[1, 2, 3]", R"({"end_datetime": "2020-02-30T00:00:00Z"})")),
            "`end_datetime` is no date and time: `\"2020-02-30T00:00:00Z\"`; "
            "`bbox` is no box in degrees: `[1, 2, 3]`");
  EXPECT_EQ(notes(R"({"id": ""})"), "the Item has no `id`");
  EXPECT_EQ(notes(R"({"id": 1})"), "the Item has no `id`");
}

TEST(Collection, NeedsAnIdAndItems) {
  EXPECT_FALSE(CollectionBuilder({}).build().has_value());
  EXPECT_FALSE(CollectionBuilder(named("c")).build().has_value());
}

constexpr std::string_view kOld = R"({
  "x": 1.50, "type": "Collection", "stac_version": "1.0.0",
  "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
  "id": "old", "description": "mine", "license": "various",
  "extent": {"spatial": {"bbox": [[1.0, 2.00, 3, 4]]}, "temporal": {"interval": [["2020-01-01T00:00:00.0Z", null]]}},
  "summaries": {"mlm:tasks": ["regression", "generative"], "mlm:framework": {"type": "string"}, "own": [1]},
  "links": [{"rel": "item", "href": "a.json", "title": "kept"}, {"rel": "about", "href": "x"},
            {"rel": "item", "href": "./gone.json"}]
})";

TEST(Collection, ARefreshChangesWhatItComputesAndTellsIt) {
  CollectionBuilder builder({});
  add(builder,
      item("[1, 2, 3, 4]",
           R"({"datetime": "2020-01-01T00:00:00Z", "mlm:tasks": ["detection", "regression"],
      "mlm:framework": "JAX", "mlm:total_parameters": 5})"),
      "./a.json");
  add(builder, item("[1, 2, 9, 4]", R"({"datetime": "2024-01-01T00:00:00Z"})"), "./b.json");
  const Parsed old(kOld);
  const auto refreshed = builder.refresh(old.document);
  ASSERT_TRUE(refreshed.has_value());
  EXPECT_EQ(told(*refreshed),
            "/extent/spatial/bbox/0: `[1.0, 2.00, 3, 4]` is now `[1, 2, 9, 4]`\n"
            "/summaries/mlm:tasks/1: `\"generative\"` is gone\n"
            "/summaries/mlm:tasks/1: `\"detection\"` is new\n"
            "/summaries/mlm:total_parameters: `{\"minimum\": 5, \"maximum\": 5}` is new\n"
            "/links/2: `{\"rel\": \"item\", \"href\": \"./gone.json\"}` is gone\n"
            "/links/1: `{\"rel\": \"item\", \"href\": \"./b.json\", \"type\": "
            "\"application/geo+json\"}` is new\n");
  const Parsed now(refreshed->text);
  EXPECT_EQ(now.root().find("x").raw(), "1.50");
  EXPECT_TRUE(now.root().find("extent").find("temporal").find("interval").at(0).at(1).is_null());
  EXPECT_TRUE(now.root().find("links").at(0).find("title").equals("kept"));
  // Once more changes nothing.
  const auto again = builder.refresh(now.document);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(told(*again), "");
  EXPECT_EQ(again->text, refreshed->text);
}

TEST(Collection, WhatCannotBeReadKeepsItsPartOfTheExtentAndTheSummaries) {
  CollectionBuilder builder({});
  builder.keep("https://example.org/gone.json");
  builder.keep("./gone.json");
  add(builder,
      item("[2, 2, 3, 4]", R"({"datetime": "2020-05-01T00:00:00Z", "mlm:tasks": ["regression"]})"),
      "./a.json");
  const Parsed old(kOld);
  const auto refreshed = builder.refresh(old.document);
  ASSERT_TRUE(refreshed.has_value());
  EXPECT_EQ(told(*refreshed), "");
}

TEST(Collection, ARefreshRefusesWhatIsNoCollection) {
  CollectionBuilder builder({});
  add(builder, item("null", "{}"), "a");
  const Parsed item(R"({"type": "Feature"})");
  EXPECT_FALSE(builder.refresh(item.document).has_value());
  // Malformed parts are made anew.
  const Parsed broken(
      R"({"type": "Collection", "extent": 3, "summaries": [], "links": {}, "item_assets": 7})");
  EXPECT_TRUE(builder.refresh(broken.document).has_value());
}

// Whatever an old Collection holds, it becomes a document, and a second refresh finds nothing to
// do.
TEST(Collection, ARefreshOfAnyDocumentEndsWithOne) {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same documents each time
  std::ifstream file(std::string(STACMLM_EXAMPLES) + "/collection.json", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Parsed whole(text);
  const auto any = [&] {
    return whole.document.value_at(
        static_cast<std::uint32_t>(random() % whole.document.node_count()));
  };
  CollectionBuilder builder({});
  add(builder,
      item("[170, 2, -170, 4]", R"({"datetime": "2021-05-01T00:00:00Z", "mlm:tasks": ["regression"],
      "gsd": 3, "mlm:total_parameters": 5})"),
      "./new.json");
  add(builder, item("[1, 2, 3, 4]", "{}"), "./roof-material-rgb/roof-material-rgb.json");
  for (int i = 0; i < 400; ++i) {
    std::string changed = text;
    const json::Value from = any();
    changed.replace(from.node().begin, from.node().end - from.node().begin,
                    std::string(any().raw()));
    const Parsed old(changed);
    ASSERT_FALSE(old.fault.has_value());
    const auto refreshed = builder.refresh(old.document);
    if (!refreshed) continue;  // its type was changed
    const Parsed now(refreshed->text);
    ASSERT_FALSE(now.fault.has_value()) << refreshed->text;
    const auto again = builder.refresh(now.document);
    ASSERT_TRUE(again.has_value());
    ASSERT_EQ(told(*again), "") << refreshed->text;
  }
}

TEST(Catalog, GetsTheLinksThatItLacks) {
  CatalogOptions options;
  options.id = "root";
  options.root = "./catalog.json";
  options.child = "./collection.json";
  options.description = "d";
  const auto made = write_catalog(nullptr, options);
  ASSERT_TRUE(made.has_value());
  const Parsed catalog(made->text);
  EXPECT_TRUE(write_catalog(&catalog.document, options)->changes.empty());
  options.child = "./other.json";
  const auto more = write_catalog(&catalog.document, options);
  ASSERT_EQ(more->changes.size(), 1U);
  EXPECT_EQ(more->changes[0].pointer, "/links/2");
  const Parsed collection(R"({"type": "Collection"})");
  EXPECT_FALSE(write_catalog(&collection.document, options).has_value());
}

TEST(LinkItem, PutsTheItemIntoItsCollectionAndNothingElse) {
  const Parsed item(
      R"({"type": "Feature", "id": "i", "links": [{"rel": "parent", "href": "../old.json"},
    {"rel": "about", "href": "x"}], "n": 1.0})");
  ItemLinks links;
  links.collection_id = "c";
  links.collection = "../collection.json";
  links.root = "../catalog.json";
  const auto linked = link_item(item.document, links);
  ASSERT_TRUE(linked.has_value());
  EXPECT_EQ(linked->changes.size(), 4U) << told(*linked);
  const Parsed now(linked->text);
  EXPECT_TRUE(now.root().find("collection").equals("c"));
  EXPECT_TRUE(now.root().find("links").at(0).find("href").equals("../collection.json"));
  EXPECT_EQ(now.root().find("n").raw(), "1.0");
  EXPECT_TRUE(link_item(now.document, links)->changes.empty());
}

}  // namespace
}  // namespace stacmlm::author
