// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/sizes_field.h"

#include <gtest/gtest.h>

#include "run/tiling/tiles.h"

namespace stacmlm::run {
namespace {

TEST(SizesField, SizesThatAreNotKnownAreEqual) {
  for (const auto& field : {field_of_sizes(0, 0).value(), field_of_sizes(-1, 64).value(),
                            field_of_sizes(64, 0).value(), field_of_sizes(64, 64).value()}) {
    EXPECT_EQ(field.step, (Ratio{1, 1}));
    EXPECT_EQ(field.stride, 1);
    EXPECT_EQ(field.output_of(37), 37);
  }
}

TEST(SizesField, WholePartsAndMultiplesAreResolutions) {
  const AxisField smaller = field_of_sizes(256, 64).value();
  EXPECT_EQ(smaller.step, (Ratio{4, 1}));
  EXPECT_EQ(smaller.stride, 4);
  EXPECT_EQ(smaller.output_of(256), 64);
  const AxisField larger = field_of_sizes(64, 128).value();
  EXPECT_EQ(larger.step, (Ratio{1, 2}));
  EXPECT_EQ(larger.output_of(64), 128);
}

TEST(SizesField, OtherSizesAreLostAtBothEnds) {
  const AxisField field = field_of_sizes(572, 388).value();
  EXPECT_EQ(field.lost, 184);
  EXPECT_EQ(field.before, 92);
  EXPECT_EQ(field.output_of(572), 388);
  const AxisTiles tiles = cut_overlapping(field, 1000, 572, 286, true).value();
  EXPECT_EQ(tiles.outputs, 1000);
  EXPECT_EQ(tiles.tiles.front().begin, -92);
  EXPECT_EQ(tiles.tiles.back().output_end, 1000);
}

TEST(SizesField, OtherMultiplesAreRefused) { EXPECT_FALSE(field_of_sizes(100, 150)); }

}  // namespace
}  // namespace stacmlm::run
