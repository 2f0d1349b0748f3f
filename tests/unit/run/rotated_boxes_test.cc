// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "detections.h"
#include "run/detection/convex.h"
#include "run/detection/decode.h"

namespace stacmlm::run {
namespace {

constexpr double kQuarter = std::numbers::pi / 4;

raster::Ring ring_of(const RotatedBox& box) { return corners_of(box); }

TEST(Convex, OverlapOfRotatedBoxes) {
  const RotatedBox square{10, 10, 4, 4, 0};
  EXPECT_DOUBLE_EQ(overlap_of(ring_of(square), ring_of(square)), 1);
  // Half of one, of one and a half.
  EXPECT_NEAR(overlap_of(ring_of(square), ring_of({12, 10, 4, 4, 0})), 1.0 / 3, 1e-12);
  // A quarter turn is the same square; an eighth of one leaves an octagon.
  EXPECT_NEAR(overlap_of(ring_of(square), ring_of({10, 10, 4, 4, 2 * kQuarter})), 1, 1e-12);
  const double octagon = 32 * (std::numbers::sqrt2 - 1);
  EXPECT_NEAR(overlap_of(ring_of(square), ring_of({10, 10, 4, 4, kQuarter})),
              octagon / (32 - octagon), 1e-12);
  EXPECT_EQ(overlap_of(ring_of(square), ring_of({30, 10, 4, 4, 1})), 0);
  // A cross: little in common, although the boxes around them are the same.
  const double cross =
      overlap_of(ring_of({0, 0, 20, 2, kQuarter}), ring_of({0, 0, 20, 2, -kQuarter}));
  EXPECT_NEAR(cross, 4.0 / 76, 1e-12);
}

TEST(Convex, EitherTurnOfTheCornersIsTaken) {
  raster::Ring back = ring_of({10, 10, 4, 4, 0.3});
  const raster::Ring ring = back;
  std::ranges::reverse(back);
  EXPECT_NEAR(overlap_of(ring, back), 1, 1e-12);
  EXPECT_NEAR(overlap_of(back, ring), 1, 1e-12);
}

TEST(Convex, CutAtTheEdgesOfAWindow) {
  const Box window{0, 0, 20, 20};
  EXPECT_EQ(common(ring_of({10, 10, 4, 2, 0}), window).size(), 4U);
  const raster::Ring cut = common(ring_of({0, 10, 4, 4, kQuarter}), window);
  EXPECT_NEAR(area_of(cut), 8, 1e-12);
  EXPECT_TRUE(common(ring_of({-9, 10, 4, 4, 0}), window).empty());
  // The box around it has a part of the window, and it has none.
  EXPECT_TRUE(common(ring_of({-3, -3, 12, 1, -kQuarter}), window).empty());
}

FoundBoxes decoded(const OutputPlan& plan, const Tensor& tensor) {
  auto found = decode_boxes(plan, {&tensor, 1}, 100, 50);
  EXPECT_TRUE(found) << found.error().message;
  return found ? *std::move(found) : FoundBoxes();
}

void expect_turned(const FoundBoxes& found, std::int64_t label) {
  ASSERT_EQ(found.boxes.size(), 1U);
  const FoundBox& one = found.boxes[0];
  EXPECT_FLOAT_EQ(static_cast<float>(one.score), 0.75F);
  EXPECT_EQ(one.label, label);
  EXPECT_NEAR(overlap_of(one.ring, corners_of({20, 10, 8, 4, 0.5})), 1, 1e-6);
  // The x axis turns towards the y axis, which points down.
  EXPECT_GT(one.ring[1][1], one.ring[0][1]);
}

TEST(DecodeRotated, EachFormat) {
  OutputPlan plan = detector(BoxFormat::kYoloRotated);
  plan.boxes.columns = 7;
  plan.boxes.is_transposed = true;
  expect_turned(decoded(plan, floats({1, 7, 1}, {20, 10, 8, 4, 0.1F, 0.75F, 0.5F})), 2);
  plan.boxes.is_transposed = false;
  plan.boxes.format = BoxFormat::kXywhaScoreClass;
  expect_turned(decoded(plan, floats({1, 1, 7}, {20, 10, 8, 4, 0.5F, 0.75F, 1})), 1);
  plan.boxes.format = BoxFormat::kXywhScoreClassAngle;
  expect_turned(decoded(plan, floats({1, 7}, {20, 10, 8, 4, 0.75F, 1, 0.5F})), 1);
  plan.boxes.is_fraction = true;  // of 100 x 50 pixels
  const auto found = decoded(plan, floats({1, 7}, {0.2F, 0.2F, 0.08F, 0.08F, 0.75F, 1, 0.5F}));
  expect_turned(found, 1);
}

TEST(DecodeRotated, LeavesOutWhatIsNoBox) {
  OutputPlan plan = detector(BoxFormat::kXywhaScoreClass);
  plan.boxes.columns = 7;
  const auto found = decoded(
      plan,
      floats({6, 7}, {20,    10,    8,     4,     NAN, 0.9F, 1, 20,  10, -8, 4, 0,  0.9F, 1,  //
                      20,    10,    8,     0,     0,   0.9F, 1, 500, 10, 8,  4, 0,  0.9F, 1,  //
                      1e30F, 1e30F, 1e30F, 1e30F, 1,   0.9F, 1, 20,  10, 8,  4, 90, 0.9F, 1}));
  EXPECT_EQ(found.counts.broken, 3U);
  EXPECT_EQ(found.counts.whole_turns, 1U);
  EXPECT_EQ(found.counts.outside + found.boxes.size(), 3U);
}

TEST(RotatedSink, KeepsBoxesThatCrossAndCutsThemAtTheScene) {
  OutputPlan plan = detector(BoxFormat::kXywhaScoreClass);
  plan.boxes.columns = 7;
  plan.boxes.iou = 0.3;
  SceneTiles tiles;
  tiles.x.image = tiles.y.image = 60;
  tiles.x.tile = tiles.y.tile = 64;
  tiles.x.tiles = tiles.y.tiles = {{0, 0, 64, 0}};
  KeptLayer layer;
  DetectionSink sink(tiles, plan, layer);
  const auto angle = static_cast<float>(kQuarter);
  TileOutput one{
      {floats({4, 7}, {30, 30, 40, 4, angle,  0.9F, 1, 30, 30, 40, 4, -angle, 0.8F, 1,  //
                       31, 30, 40, 4, -angle, 0.7F, 1, 60, 10, 10, 4, 0,      0.9F, 1})},
      {0, 0, 64, 64},
      std::vector<std::uint8_t>(64 * 64, 1)};
  ASSERT_TRUE(sink.add(0, &one));
  ASSERT_EQ(layer.features.size(), 3U);
  std::vector<double> areas;
  for (const auto& feature : layer.features) areas.push_back(area_of(feature.rings.at(0)));
  std::ranges::sort(areas);
  EXPECT_NEAR(areas[0], 20, 1e-4);  // half of it is beyond the scene
  EXPECT_NEAR(areas[1], 160, 1e-3);
  EXPECT_NEAR(areas[2], 160, 1e-3);
  EXPECT_TRUE(sink.notes().empty());
}

}  // namespace
}  // namespace stacmlm::run
