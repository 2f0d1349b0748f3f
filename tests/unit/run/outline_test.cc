// SPDX-License-Identifier: Apache-2.0
#include "run/detection/outline.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace stacmlm::run {
namespace {

Mask mask_of(const std::vector<std::string>& rows) {
  Mask mask;
  mask.height = static_cast<std::int64_t>(rows.size());
  mask.width = static_cast<std::int64_t>(rows.front().size());
  for (const std::string& row : rows)
    for (const char c : row) mask.pixels.push_back(c == '#' ? 1 : 0);
  return mask;
}

TEST(Outline, GoesAroundPixels) {
  EXPECT_EQ(outline_of(mask_of({"....", ".##.", ".#..", "...."})),
            (std::vector<raster::Ring>{{{3, 1}, {3, 2}, {2, 2}, {2, 3}, {1, 3}, {1, 1}}}));
  EXPECT_TRUE(outline_of(mask_of({"..", ".."})).empty());
  EXPECT_EQ(outline_of(mask_of({"#"})).at(0).size(), 4U);
}

TEST(Outline, HolesComeBehindTheOuterLine) {
  const auto rings = outline_of(mask_of({"####", "#.##", "####"}));
  ASSERT_EQ(rings.size(), 2U);
  EXPECT_EQ(rings[0], (raster::Ring{{4, 0}, {4, 3}, {0, 3}, {0, 0}}));
  EXPECT_EQ(rings[1].size(), 4U);
}

TEST(Outline, AHoleThatTouchesTheOutsideByACornerIsAHole) {
  const auto rings = outline_of(mask_of({"###", "#.#", "##."}));
  ASSERT_EQ(rings.size(), 2U);
  EXPECT_EQ(rings[1].size(), 4U);
}

TEST(Outline, KeepsTheLargestPiece) {
  Mask mask = mask_of({"#..##", ".#.##", "....."});
  EXPECT_EQ(keep_largest_piece(mask), 3U);
  EXPECT_EQ(mask.pixels, mask_of({"...##", "...##", "....."}).pixels);
  Mask none = mask_of({"."});
  EXPECT_EQ(keep_largest_piece(none), 0U);
}

/// Even-odd rule: is the middle of a pixel inside of the rings?
bool is_inside(const std::vector<raster::Ring>& rings, double x, double y) {
  bool inside = false;
  for (const raster::Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const raster::Point& a = ring[i];
      const raster::Point& b = ring[(i + 1) % ring.size()];
      if ((a[1] > y) != (b[1] > y) && a[0] > x) inside = !inside;
    }
  }
  return inside;
}

TEST(Outline, OfAnyPieceGivesItBackAndTouchesItselfNowhere) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    Mask mask;
    mask.width = 13;
    mask.height = 11;
    for (int i = 0; i < 13 * 11; ++i) mask.pixels.push_back(random() % 10 < 6 ? 1 : 0);
    keep_largest_piece(mask);
    const auto rings = outline_of(mask);
    for (std::int64_t row = 0; row < mask.height; ++row)
      for (std::int64_t column = 0; column < mask.width; ++column)
        ASSERT_EQ(
            is_inside(rings, static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5),
            mask.at(column, row));
    for (const raster::Ring& ring : rings)
      ASSERT_EQ(std::set(ring.begin(), ring.end()).size(), ring.size());
  }
}

}  // namespace
}  // namespace stacmlm::run
