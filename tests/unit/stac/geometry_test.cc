// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/geometry.h"

#include <fmt/format.h>

#include <string>

#include "parsed.h"

namespace stacmlm::stac {
namespace {

/// A geometry and what is read from it.
struct Read {
  explicit Read(const std::string& text) : json(text), facts(read_geometry(json.root())) {}
  Read(std::string_view type, std::string_view coordinates)
      : Read(fmt::format(R"({{"type": "{}", "coordinates": {}}})", type, coordinates)) {}
  json::Parsed json;
  GeometryFacts facts;
};

void expect_box(const Box& box, double west, double south, double east, double north) {
  EXPECT_DOUBLE_EQ(box.west, west);
  EXPECT_DOUBLE_EQ(box.south, south);
  EXPECT_DOUBLE_EQ(box.east, east);
  EXPECT_DOUBLE_EQ(box.north, north);
}

TEST(Geometry, every_type_has_a_box) {
  expect_box(Read("Point", "[4, 50]").facts.box, 4, 50, 4, 50);
  expect_box(Read("MultiPoint", "[[4, 50, 9], [-3, 51]]").facts.box, -3, 50, 4, 51);
  expect_box(Read("LineString", "[[4, 50], [5, 49]]").facts.box, 4, 49, 5, 50);
  expect_box(Read("MultiLineString", "[[[4, 50], [5, 49]], [[0, 0], [1, 1]]]").facts.box, 0, 0, 5,
             50);
  expect_box(Read("Polygon", "[[[4, 50], [7, 50], [7, 53], [4, 50]]]").facts.box, 4, 50, 7, 53);
  const Read many("MultiPolygon",
                  "[[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[4, 5], [6, 5], [6, 7], [4, 5]]]]");
  expect_box(many.facts.box, 0, 0, 6, 7);
  EXPECT_EQ(many.facts.positions, 8U);
  EXPECT_TRUE(many.facts.is_readable);
}

TEST(Geometry, what_is_none_is_not_readable) {
  for (const char* text :
       {"null", "{}", "[]", R"({"type": "Point"})", R"({"type": "Circle", "coordinates": [1, 2]})",
        R"({"type": "GeometryCollection", "geometries": []})",
        R"({"type": 1, "coordinates": [1, 2]})", R"({"type": "Point", "coordinates": [1]})",
        R"({"type": "Point", "coordinates": ["1", "2"]})",
        R"({"type": "Point", "coordinates": [1e999, 2]})",
        R"({"type": "Polygon", "coordinates": [[[0, 0], null, [1, 1], [0, 1], [0, 0]]]})",
        R"({"type": "Polygon", "coordinates": [7]})",
        R"({"type": "MultiPolygon", "coordinates": [7]})",
        R"({"type": "MultiLineString", "coordinates": [{}]})"}) {
    const Read read{std::string(text)};
    EXPECT_FALSE(read.facts.is_readable) << text;
    EXPECT_TRUE(read.facts.open.empty()) << text;
    EXPECT_FALSE(crosses_antimeridian_uncut(read.facts)) << text;
  }
}

TEST(Geometry, rings_end_where_they_begin) {
  EXPECT_TRUE(Read("Polygon", "[[[4, 50], [7, 50], [7, 53], [4.0, 5e1]]]").facts.open.empty());
  EXPECT_EQ(Read("Polygon", "[[[4, 50], [7, 50], [7, 53], [4, 53]]]").facts.open.size(), 1U);
  EXPECT_EQ(Read("Polygon", "[[[4, 50, 0], [7, 50, 0], [7, 53, 0], [4, 50, 1]]]").facts.open.size(),
            1U);
  EXPECT_TRUE(Read("Polygon", "[[[4, 50], [7, 50], [7, 53]]]").facts.open.empty())
      << "too few positions are another fault";
}

TEST(Geometry, outer_rings_run_counter_clockwise_and_holes_clockwise) {
  const std::string ccw = "[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]";
  const std::string cw = "[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]";
  const std::string hole = "[[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]";
  EXPECT_TRUE(Read("Polygon", "[" + ccw + ", " + hole + "]").facts.wrong_way.empty());
  const Read wrong("Polygon", "[" + cw + ", " + ccw + "]");
  ASSERT_EQ(wrong.facts.wrong_way.size(), 2U);
  EXPECT_FALSE(wrong.facts.wrong_way[0].is_hole);
  EXPECT_TRUE(wrong.facts.wrong_way[1].is_hole);
  EXPECT_EQ(Read("Polygon", "[[[0, 0], [0, 9], [9, 9], [9, 0]]]").facts.wrong_way.size(), 1U)
      << "an open ring has a direction too";
}

TEST(Geometry, rings_without_area_are_flat) {
  const Read there_and_back("Polygon",
                            "[[[-180, -90], [-180, 90], [180, 90], [-180, 90], [-180, -90]]]");
  EXPECT_EQ(there_and_back.facts.flat.size(), 1U);
  EXPECT_TRUE(there_and_back.facts.wrong_way.empty());
  EXPECT_EQ(Read("Polygon", "[[[1, 1], [2, 1], [3, 1], [1, 1]]]").facts.flat.size(), 1U);
  EXPECT_EQ(Read("Polygon", "[[[1, 1], [1, 1], [1, 1], [1, 1]]]").facts.flat.size(), 1U);
  EXPECT_TRUE(Read("Polygon", "[[[100, 50], [100.00001, 50], [100.00001, 50.00001], [100, 50]]]")
                  .facts.flat.empty())
      << "a metre is no error of rounding";
}

TEST(Geometry, positions_beyond_the_globe_are_counted) {
  const Read swapped("Polygon", "[[[50, 104], [50, 107], [53, 107], [50, 104]]]");
  EXPECT_EQ(swapped.facts.outside_count, 4U);
  EXPECT_EQ(swapped.facts.outside.raw(), "[50, 104]");
  EXPECT_TRUE(swapped.facts.looks_swapped);
  const Read metres("Point", "[500000, 5600000]");
  EXPECT_EQ(metres.facts.outside_count, 1U);
  EXPECT_FALSE(metres.facts.looks_swapped);
  EXPECT_EQ(Read("Point", "[-180, 90]").facts.outside_count, 0U);
}

TEST(Geometry, goes_over_the_antimeridian_in_one_piece) {
  const Read jump("Polygon", "[[[170, 0], [-170, 0], [-170, 9], [170, 9], [170, 0]]]");
  EXPECT_TRUE(crosses_antimeridian_uncut(jump.facts));
  EXPECT_EQ(jump.facts.long_edge.raw(), "[-170, 0]");
  expect_box(bounding_box_of(jump.facts, true), 170, 0, -170, 9);
  const Read past("Polygon", "[[[174, -22], [184, -22], [184, -12], [174, -22]]]");
  EXPECT_TRUE(crosses_antimeridian_uncut(past.facts));
  expect_box(bounding_box_of(past.facts, false), 174, -22, -176, -12);
  const Read before("LineString", "[[-190, 0], [-170, 0]]");
  EXPECT_TRUE(crosses_antimeridian_uncut(before.facts));
  expect_box(bounding_box_of(before.facts, false), 170, 0, -170, 0);
}

TEST(Geometry, wide_and_cut_ones_do_not_cross) {
  for (const char* rings : {"[[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]",
                            "[[[-179.999, -89], [179.999, -89], [179.999, 89], [-179.999, -89]]]",
                            "[[[-170, -60], [170, -60], [170, 75], [-170, 75], [-170, -60]]]",
                            "[[[-120, 0], [0, -5], [120, 0], [0, 30], [-120, 0]]]",
                            "[[[233.6, 22], [297.5, 22], [297.5, 54], [233.6, 22]]]"}) {
    EXPECT_FALSE(crosses_antimeridian_uncut(Read("Polygon", rings).facts)) << rings;
  }
  const Read cut("MultiPolygon",
                 "[[[[170, 0], [180, 0], [180, 9], [170, 0]]],"
                 " [[[-180, 0], [-170, 0], [-170, 9], [-180, 0]]]]");
  EXPECT_FALSE(crosses_antimeridian_uncut(cut.facts));
  expect_box(bounding_box_of(cut.facts, false), -180, 0, 180, 9);
  expect_box(bounding_box_of(cut.facts, true), 170, 0, -170, 9);
}

TEST(Geometry, hostile_ones_are_read_once_and_few_rings_kept) {
  std::string rings = "[";
  for (int i = 0; i < 20'000; ++i) rings += "[[0, 0], [1, 0], [1, 1], [0, 1]], ";
  rings += "[[0, 0], [1, 0], [1, 1], [0, 1]]]";
  const Read read("Polygon", rings);
  EXPECT_EQ(read.facts.positions, 80'004U);
  EXPECT_EQ(read.facts.open.size(), GeometryFacts::kMostRings);
}

std::optional<Box> box_of(std::string_view text) {
  const json::Parsed json(text);
  return read_box(json.root());
}

TEST(Box, has_four_or_six_numbers) {
  expect_box(box_of("[1, 2, 3, 4]").value(), 1, 2, 3, 4);
  expect_box(box_of("[1, 2, 0, 3, 4, 100]").value(), 1, 2, 3, 4);
  for (const char* text : {"[]", "[1, 2, 3]", "[1, 2, 3, 4, 5]", "[1, 2, 3, null]", "{}", "null",
                           "[1, 2, 3, 1e999]"}) {
    EXPECT_FALSE(box_of(text).has_value()) << text;
  }
}

TEST(Box, holds_what_lies_inside) {
  constexpr double kNear = 1e-6;
  const Box europe{-10, 35, 30, 70};
  EXPECT_TRUE(europe.holds({0, 40, 10, 50}, kNear));
  EXPECT_TRUE(europe.holds(europe, 0));
  EXPECT_TRUE(europe.holds({-10.0000001, 35, 30, 70}, kNear));
  EXPECT_FALSE(europe.holds({-11, 40, 10, 50}, kNear));
  EXPECT_FALSE(europe.holds({0, 40, 31, 50}, kNear));
  EXPECT_FALSE(europe.holds({0, 30, 10, 50}, kNear));
  EXPECT_FALSE(europe.holds({0, 40, 10, 71}, kNear));
  EXPECT_FALSE(europe.holds({20, 40, -5, 50}, kNear));
  const Box fiji{170, -20, -170, -10};
  EXPECT_DOUBLE_EQ(fiji.width(), 20);
  EXPECT_TRUE(fiji.holds({175, -15, 180, -12}, kNear));
  EXPECT_TRUE(fiji.holds({-180, -15, -175, -12}, kNear));
  EXPECT_TRUE(fiji.holds({175, -15, -175, -12}, kNear));
  EXPECT_FALSE(fiji.holds({-175, -15, 175, -12}, kNear));
  EXPECT_TRUE((Box{-180, -90, 180, 90}).holds(fiji, kNear));
  EXPECT_TRUE((Box{0, -90, 360, 90}).holds({-20, 0, -10, 5}, kNear));
}

}  // namespace
}  // namespace stacmlm::stac
