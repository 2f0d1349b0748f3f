// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "detections.h"
#include "run/detection/decode.h"
#include "run/postprocess/numbers.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kWidth = 100;
constexpr std::int64_t kHeight = 50;

FoundBoxes decoded(const OutputPlan& plan, const std::vector<Tensor>& tensors) {
  auto found = decode_boxes(plan, tensors, kWidth, kHeight);
  EXPECT_TRUE(found) << found.error().message;
  return found ? *std::move(found) : FoundBoxes();
}

base::Error refused(const OutputPlan& plan, const std::vector<Tensor>& tensors) {
  const auto found = decode_boxes(plan, tensors, kWidth, kHeight);
  EXPECT_FALSE(found);
  return found ? base::Error{} : found.error();
}

void expect_box(const FoundBox& one, const Box& box, double score, std::int64_t label) {
  EXPECT_DOUBLE_EQ(one.box.left, box.left);
  EXPECT_DOUBLE_EQ(one.box.top, box.top);
  EXPECT_DOUBLE_EQ(one.box.right, box.right);
  EXPECT_DOUBLE_EQ(one.box.bottom, box.bottom);
  EXPECT_FLOAT_EQ(static_cast<float>(one.score), static_cast<float>(score));
  EXPECT_EQ(one.label, label);
}

TEST(DecodeBoxes, YoloOneColumnABox) {
  OutputPlan plan = detector(BoxFormat::kYolo);
  plan.boxes.is_transposed = true;
  // Two boxes: centre x, centre y, width, height, tree, house.
  const auto found =
      decoded(plan, {floats({1, 6, 2}, {20, 60, 10, 30, 8, 20, 4, 10, 0.25F, 0.1F, 0.75F, 0.2F})});
  ASSERT_EQ(found.boxes.size(), 1U);
  expect_box(found.boxes[0], {16, 8, 24, 12}, 0.75, 2);
  EXPECT_EQ(found.boxes[0].row, 0U);
}

TEST(DecodeBoxes, YoloOneRowABoxWithObjectness) {
  OutputPlan plan = detector(BoxFormat::kYoloObjectness, 0.3);
  plan.boxes.columns = 7;
  const auto found = decoded(
      plan, {floats({1, 2, 7}, {20, 10, 8, 4, 0.5F, 0.9F, 0.1F, 60, 30, 20, 10, 0.5F, 0.5F, 0})});
  ASSERT_EQ(found.boxes.size(), 1U);
  expect_box(found.boxes[0], {16, 8, 24, 12}, 0.45, 1);
}

TEST(DecodeBoxes, LabelsAndScoresApart) {
  const auto found = decoded(
      detector(BoxFormat::kXyxy),
      {floats({2, 4}, {16, 8, 24, 12, 1, 2, 3, 4}), labels_of({2, 1}), floats({2}, {0.5F, 0.4F})});
  ASSERT_EQ(found.boxes.size(), 1U);
  expect_box(found.boxes[0], {16, 8, 24, 12}, 0.5, 2);
  const auto turned =
      decoded(detector(BoxFormat::kYxyx),
              {floats({1, 1, 4}, {8, 16, 12, 24}), floats({1, 1}, {2}), floats({1, 1}, {0.5F})});
  ASSERT_EQ(turned.boxes.size(), 1U);
  expect_box(turned.boxes[0], {16, 8, 24, 12}, 0.5, 2);
}

TEST(DecodeBoxes, OneTensorWithScoreAndLabel) {
  expect_box(
      decoded(detector(BoxFormat::kXyxyScoreClass), {floats({1, 1, 6}, {16, 8, 24, 12, 0.75F, 2})})
          .boxes.at(0),
      {16, 8, 24, 12}, 0.75, 2);
  expect_box(
      decoded(detector(BoxFormat::kXyxyClassScore), {floats({1, 6}, {16, 8, 24, 12, 2, 0.75F})})
          .boxes.at(0),
      {16, 8, 24, 12}, 0.75, 2);
}

TEST(DecodeBoxes, FractionsOfTheImage) {
  OutputPlan plan = detector(BoxFormat::kXyxyScoreClass);
  plan.boxes.is_fraction = true;
  expect_box(decoded(plan, {floats({1, 6}, {0.25F, 0.5F, 0.5F, 0.75F, 1, 1})}).boxes.at(0),
             {25, 25, 50, 37.5}, 1, 1);
}

TEST(DecodeBoxes, ScoresThroughTheLogisticFunction) {
  OutputPlan plan = detector(BoxFormat::kXyxyScoreClass);
  plan.activation = "sigmoid";
  const auto found = decoded(plan, {floats({2, 6}, {1, 1, 2, 2, 0, 1, 1, 1, 2, 2, -0.1F, 1})});
  ASSERT_EQ(found.boxes.size(), 1U);
  EXPECT_DOUBLE_EQ(found.boxes[0].score, 0.5);
}

TEST(DecodeBoxes, HalfPrecision) {
  Tensor half(DataType::kFloat16, {1, 6});
  const std::uint16_t bits[] = {0x4C00, 0x4800, 0x4E00, 0x4A00, 0x3A00, 0x4000};
  std::ranges::copy(bits, half.values<std::uint16_t>().begin());
  expect_box(decoded(detector(BoxFormat::kXyxyScoreClass), {half}).boxes.at(0), {16, 8, 24, 12},
             0.75, 2);
}

TEST(DecodeBoxes, ClipsToTheImage) {
  const auto found =
      decoded(detector(BoxFormat::kXyxyScoreClass),
              {floats({2, 6}, {-5, 40, 5, 1e30F, 0.9F, 1, 100, 0, 120, 10, 0.9F, 1})});
  ASSERT_EQ(found.boxes.size(), 1U);
  expect_box(found.boxes[0], {0, 40, 5, 50}, 0.9, 1);
  EXPECT_EQ(found.counts.broken, 0U);
}

TEST(DecodeBoxes, LeavesOutWhatIsNoBox) {
  const float inf = INFINITY;
  const auto found =
      decoded(detector(BoxFormat::kXyxyScoreClass),
              {floats({7, 6}, {NAN, 1, 2,    2, 0.9F, 1, 1,   1, inf,  2, 0.9F, 1, 5,    5,
                               5,   9, 0.9F, 1, 9,    9, 5,   5, 0.9F, 1, 1,    1, 2,    2,
                               NAN, 1, 1,    1, 2,    2, inf, 1, 1,    1, 2,    2, 0.9F, NAN})});
  EXPECT_TRUE(found.boxes.empty());
  EXPECT_EQ(found.counts.broken, 5U);
  EXPECT_EQ(found.counts.not_scores, 2U);
}

TEST(DecodeBoxes, YoloWithScoresThatAreNoNumbers) {
  OutputPlan plan = detector(BoxFormat::kYolo, 0);
  EXPECT_TRUE(decoded(plan, {floats({1, 6}, {20, 10, 8, 4, NAN, NAN})}).boxes.empty());
  plan.activation = "sigmoid";
  EXPECT_TRUE(decoded(plan, {floats({1, 6}, {20, 10, 8, 4, -INFINITY, NAN})}).boxes.empty());
}

TEST(DecodeBoxes, CountsWhatIsNoScore) {
  const auto found = decoded(
      detector(BoxFormat::kXyxyScoreClass),
      {floats({4, 6}, {1, 1, 2, 2, NAN, 1, 1, 1, 2, 2, INFINITY, 1, 1, 1, 2, 2, -INFINITY, 1,  //
                       1, 1, 2, 2, 7,   1})});
  EXPECT_EQ(found.counts.not_scores, 2U);  // -Inf is a logit of nothing
  EXPECT_EQ(found.counts.above_one, 1U);
  EXPECT_EQ(found.boxes.size(), 1U);
  OutputPlan plan = detector(BoxFormat::kYolo, 0);
  EXPECT_EQ(decoded(plan, {floats({1, 6}, {20, 10, 8, 4, -INFINITY, NAN})}).counts.not_scores, 1U);
  plan = detector(BoxFormat::kYolo, 0.5);
  EXPECT_EQ(decoded(plan, {floats({1, 6}, {20, 10, 8, 4, NAN, 0.75F})}).boxes.size(), 1U);
}

TEST(DecodeBoxes, SeesThatUnitsAreWrong) {
  OutputPlan plan = detector(BoxFormat::kXyxyScoreClass);
  const std::vector<Tensor> fractions = {
      floats({2, 6}, {0.25F, 0.5F, 0.5F, 0.75F, 1, 1, 0.9F, 0.9F, 1.1F, 1.2F, 1, 1})};
  EXPECT_EQ(decoded(plan, fractions).counts.like_fractions, 2U);
  EXPECT_EQ(decoded(plan, {floats({1, 6}, {1, 1, 2, 3, 1, 1})}).counts.like_fractions, 0U);
  plan.boxes.is_fraction = true;
  EXPECT_EQ(decoded(plan, fractions).counts.like_fractions, 0U);
  EXPECT_EQ(decoded(plan, {floats({1, 6}, {16, 8, 24, 12, 1, 1})}).counts.outside, 1U);
}

TEST(DecodeBoxes, TakesNoBoxesAtAll) {
  EXPECT_TRUE(decoded(detector(BoxFormat::kXyxyScoreClass), {floats({0, 6}, {})}).boxes.empty());
  EXPECT_TRUE(
      decoded(detector(BoxFormat::kXyxy), {floats({0, 4}, {}), labels_of({}), floats({0}, {})})
          .boxes.empty());
}

TEST(DecodeBoxes, RefusesOtherShapes) {
  EXPECT_EQ(
      refused(detector(BoxFormat::kXyxyScoreClass), {floats({1, 5}, {1, 1, 1, 1, 1})}).message,
      "mlm:output[0]: the model gave a tensor of 1 x 5 for one tile, and boxes x 6 was "
      "expected");
  EXPECT_EQ(
      refused(detector(BoxFormat::kXyxyScoreClass), {floats({2, 1, 6}, std::vector<float>(12))})
          .kind,
      base::ErrorKind::kBackend);
  refused(detector(BoxFormat::kXyxyScoreClass), {floats({6}, std::vector<float>(6))});
  refused(detector(BoxFormat::kXyxy),
          {floats({2, 4}, std::vector<float>(8)), labels_of({1}), floats({2}, {1, 1})});
  refused(detector(BoxFormat::kXyxy), {floats({2, 4}, std::vector<float>(8)), labels_of({1, 1}),
                                       floats({1, 2, 2}, {1, 1, 1, 1})});
}

TEST(DecodeBoxes, RefusesMoreBoxesThanItCompares) {
  const auto count = static_cast<std::int64_t>(kMostBoxes) + 1;
  std::vector<float> rows;
  for (std::int64_t i = 0; i < count; ++i) rows.insert(rows.end(), {1, 1, 2, 2, 0.9F, 1});
  const auto error = refused(detector(BoxFormat::kXyxyScoreClass), {floats({count, 6}, rows)});
  EXPECT_EQ(error.kind, base::ErrorKind::kLimitExceeded);
  EXPECT_NE(error.message.find("more than 30000 boxes"), std::string::npos) << error.message;
}

}  // namespace
}  // namespace stacmlm::run
