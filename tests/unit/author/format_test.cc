// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/format.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsed.h"

namespace stacmlm::author {
namespace {

std::string formatted(std::string_view text, Layout layout = Layout::kLines) {
  const json::Parsed parsed(text);
  static_cast<void>(parsed.root());
  return format(parsed.document, layout);
}

/// The keys of the object that `pointer` leads to, in their order.
std::vector<std::string> keys(const std::string& text, std::string_view member = "") {
  const json::Parsed parsed(text);
  const json::Value object = member.empty() ? parsed.root() : parsed.root().find(member);
  std::vector<std::string> keys;
  for (const json::Value each : object.members()) keys.emplace_back(each.key());
  return keys;
}

using Keys = std::vector<std::string>;

TEST(Format, MembersOfAnItemStandAsTheSpecificationListsThem) {
  const std::string text = formatted(
      R"({"collection": "c", "links": [], "x": 1, "assets": {}, "properties": {}, "bbox": [], "id": "i",
          "a": 2, "geometry": null, "stac_extensions": [], "stac_version": "1.0.0", "type": "Feature"})");
  EXPECT_EQ(keys(text), (Keys{"type", "stac_version", "stac_extensions", "id", "geometry", "bbox",
                              "properties", "links", "assets", "collection", "x", "a"}));
}

TEST(Format, MembersOfACollectionStandAsTheSpecificationListsThem) {
  const std::string text = formatted(
      R"({"item_assets": {}, "assets": {}, "links": [], "summaries": {}, "extent": {}, "providers": [],
          "license": "MIT", "keywords": [], "description": "d", "title": "t", "id": "i",
          "stac_extensions": [], "stac_version": "1.1.0", "type": "Collection"})");
  EXPECT_EQ(keys(text), (Keys{"type", "stac_version", "stac_extensions", "id", "title",
                              "description", "keywords", "license", "providers", "extent",
                              "summaries", "links", "assets", "item_assets"}));
}

TEST(Format, PropertiesAreCommonMetadataThenMlmThenMlModelThenTheRest) {
  const std::string text = formatted(
      R"({"type": "Feature", "stac_version": "1.0.0", "properties": {"zeta": 1, "eo:bands": [],
          "ml-model:type": "ml-model", "mlm:output": [], "mlm:input": [], "mlm:name": "n",
          "alpha": 2, "datetime": null, "title": "t"}})");
  EXPECT_EQ(keys(text, "properties"),
            (Keys{"title", "datetime", "mlm:name", "mlm:input", "mlm:output", "ml-model:type",
                  "zeta", "eo:bands", "alpha"}));
}

TEST(Format, ObjectsOfAModelAreOrderedThroughout) {
  const std::string text = formatted(
      R"({"type": "Feature", "stac_version": "1.0.0", "properties": {"mlm:input": [
          {"value_scaling": [{"stddev": 1, "type": "z-score", "mean": 0}],
           "input": {"data_type": "uint8", "shape": [1], "dim_order": ["batch"]},
           "bands": [{"expression": "e", "format": "f", "name": "b"}], "name": "in"}]}})");
  EXPECT_EQ(text, R"({
  "type": "Feature",
  "stac_version": "1.0.0",
  "properties": {
    "mlm:input": [
      {
        "name": "in",
        "bands": [
          {"name": "b", "format": "f", "expression": "e"}
        ],
        "input": {
          "shape": [1],
          "dim_order": ["batch"],
          "data_type": "uint8"
        },
        "value_scaling": [
          {"type": "z-score", "mean": 0, "stddev": 1}
        ]
      }
    ]
  }
}
)");
}

TEST(Format, MembersThatAVersionRemovedStandWhereThatVersionHasThem) {
  const auto input = [](std::string_view uri) {
    const std::string text = formatted(
        R"({"type": "Feature", "stac_version": "1.0.0", "stac_extensions": [")" + std::string(uri) +
        R"("], "properties": {"mlm:input": [{"resize_type": null, "norm_type": null, "name": "n"}]}})");
    return text.find("norm_type") < text.find("resize_type");
  };
  EXPECT_TRUE(input("https://crim-ca.github.io/mlm-extension/v1.3.0/schema.json"));
  EXPECT_FALSE(input("https://stac-extensions.github.io/mlm/v1.5.2/schema.json"));
}

TEST(Format, AssetsAndLinksKeepTheirOrderAndTheirMembersAreOrdered) {
  const std::string text = formatted(
      R"({"type": "Feature", "stac_version": "1.0.0",
          "links": [{"type": "text/html", "rel": "self", "href": "b"}, {"rel": "root", "href": "a"}],
          "assets": {"z": {"mlm:artifact_type": "t", "roles": [], "href": "z"}, "a": {"href": "a"}}})");
  EXPECT_EQ(text, R"({
  "type": "Feature",
  "stac_version": "1.0.0",
  "links": [
    {"href": "b", "rel": "self", "type": "text/html"},
    {"href": "a", "rel": "root"}
  ],
  "assets": {
    "z": {
      "href": "z",
      "roles": [],
      "mlm:artifact_type": "t"
    },
    "a": {
      "href": "a"
    }
  }
}
)");
}

TEST(Format, EachFeatureOfAnItemCollectionIsAnItem) {
  const std::string text = formatted(
      R"({"features": [{"id": "i", "stac_version": "1.0.0", "type": "Feature"}], "type": "FeatureCollection"})");
  EXPECT_EQ(text, R"({
  "type": "FeatureCollection",
  "features": [
    {"type": "Feature", "stac_version": "1.0.0", "id": "i"}
  ]
}
)");
}

TEST(Format, PositionsHaveALineEach) {
  const std::string text = formatted(
      R"({"type": "Feature", "stac_version": "1.0.0", "bbox": [-1.50, 2, 3, 4],
          "geometry": {"coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]], "type": "Polygon"}})");
  EXPECT_EQ(text, R"({
  "type": "Feature",
  "stac_version": "1.0.0",
  "geometry": {
    "type": "Polygon",
    "coordinates": [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0]
      ]
    ]
  },
  "bbox": [-1.50, 2, 3, 4]
}
)");
}

TEST(Format, OneRowInAnArrayStaysOnItsLine) {
  EXPECT_EQ(
      formatted(
          R"({"bbox": [[-180, -90, 180, 90]], "interval": [["2020-01-01T00:00:00Z", null]]})"),
      "{\n  \"bbox\": [[-180, -90, 180, 90]],\n"
      "  \"interval\": [[\"2020-01-01T00:00:00Z\", null]]\n}\n");
}

TEST(Format, LongListsOfShortValuesArePacked) {
  std::string numbers = "[1";
  for (int i = 2; i <= 40; ++i) numbers += "," + std::to_string(i);
  EXPECT_EQ(formatted(numbers + "]"), R"([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
  28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40
]
)");
}

TEST(Format, LongListsOfLongValuesHaveALineEach) {
  const std::string uri = "\"https://stac-extensions.github.io/raster/v1.1.0/schema.json\"";
  EXPECT_EQ(formatted("[" + uri + "," + uri + "]"), "[\n  " + uri + ",\n  " + uri + "\n]\n");
}

TEST(Format, AWideRowSpreadsTheWholeTable) {
  const std::string wide(90, 'w');
  EXPECT_EQ(formatted(R"([{"a": 1}, {"a": ")" + wide + "\"}]"),
            "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": \"" + wide + "\"\n  }\n]\n");
}

TEST(Format, NoLineIsWiderThanAHundredColumnsWhereItCanBeCut) {
  const std::string fits =
      R"({"k": [")" + std::string(47, 'a') + "\", \"" + std::string(37, 'b') + "\"], \"z\": 1}";
  const std::string text = formatted(fits);
  EXPECT_EQ(text.find('\n', 2) - 2, 100U) << text;
  const std::string cut = formatted(R"({"k": [")" + std::string(48, 'a') + "\", \"" +
                                    std::string(37, 'b') + "\"], \"z\": 1}");
  EXPECT_NE(cut.find("[\n"), std::string::npos) << cut;
}

TEST(Format, ColumnsAreCharacters) {
  // 99 columns: one is left for a comma.
  std::string list = "[\"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\"";
  for (int i = 1; i < 19; ++i) list += ", \"\xC3\xA4\"";
  EXPECT_EQ(formatted(list + "]"), list + "]\n");
}

TEST(Format, NumbersAndStringsKeepTheirSpelling) {
  const std::string_view text = "[1.50, -0, 1E+2, 123456789012345678901234567890]\n";
  EXPECT_EQ(formatted(text), text);
  EXPECT_EQ(formatted(R"({"\u0061": "\/\u00e4"})"), "{\n  \"\\u0061\": \"\\/\\u00e4\"\n}\n");
}

TEST(Format, MembersThatStandTwiceStayInTheirOrder) {
  EXPECT_EQ(formatted(R"({"stac_version": "1.0.0", "id": 1, "type": "Feature", "id": [2]})"), R"({
  "type": "Feature",
  "stac_version": "1.0.0",
  "id": 1,
  "id": [2]
}
)");
}

TEST(Format, AByteOrderMarkGoes) { EXPECT_EQ(formatted("\xEF\xBB\xBF[]"), "[]\n"); }

TEST(Format, WhatIsNoStacDocumentKeepsTheOrderOfItsMembers) {
  EXPECT_EQ(keys(formatted(R"({"name": "p", "type": "module", "id": 1})")),
            (Keys{"name", "type", "id"}));
}

TEST(Format, ALineOfNdjsonIsOneLine) {
  EXPECT_EQ(formatted(R"({"id":"i","stac_version":"1.0.0","type":"Feature","links":[ ]})",
                      Layout::kOneLine),
            "{\"type\": \"Feature\", \"stac_version\": \"1.0.0\", \"id\": \"i\", \"links\": []}\n");
}

TEST(Format, StacDocumentsAreToldByTheirVersion) {
  const auto is_stac = [](std::string_view text) {
    return is_stac_document(json::Parsed(text).root());
  };
  EXPECT_TRUE(is_stac(R"({"stac_version": "0.9.0", "id": "a catalog"})"));
  EXPECT_TRUE(is_stac(R"({"type": "FeatureCollection", "features": [{"stac_version": "1.0.0"}]})"));
  EXPECT_FALSE(is_stac(R"({"type": "FeatureCollection", "features": []})"));
  EXPECT_FALSE(is_stac(R"({"type": "Feature", "geometry": null})"));
  EXPECT_FALSE(is_stac("[]"));
}

}  // namespace
}  // namespace stacmlm::author
