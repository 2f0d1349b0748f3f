// SPDX-License-Identifier: Apache-2.0
#include "run/detection/masks.h"

#include <cmath>

#include "detections.h"

namespace stacmlm::run {
namespace {

using Pixels = std::vector<std::uint8_t>;

TEST(ReadMasks, GivesThePixelsOfABox) {
  const OutputPlan plan = detector(BoxFormat::kXyxy);
  std::vector<float> pixels(3 * 4 * 2, 0);
  pixels[12 + 1 * 4 + 2] = 0.5F;  // of the second box, row 1, column 2
  const std::vector<Tensor> tensors = {floats({2, 4}, std::vector<float>(8)), labels_of({1, 1}),
                                       floats({2}, {1, 1}), floats({2, 1, 3, 4}, pixels)};
  const auto masks = read_masks(plan, tensors, 4, 3);
  ASSERT_TRUE(masks) << masks.error().message;
  const FoundMask found = (*masks)->mask_of({{1.5, 0.5, 3, 2}, 1, 1, 1});
  EXPECT_EQ(found.left, 1);
  EXPECT_EQ(found.top, 0);
  EXPECT_EQ(found.mask.width, 2);
  EXPECT_EQ(found.mask.pixels, (Pixels{0, 0, 0, 1}));
  EXPECT_EQ(read_masks(plan, tensors, 3, 4).error().message,
            "mlm:output[0]: the model gave masks of 2 x 1 x 3 x 4 for one tile, and 2 x 1 x 4 x 3 "
            "was expected");
}

TEST(ReadMasks, AddsPrototypes) {
  OutputPlan plan = detector(BoxFormat::kYolo);
  plan.boxes.columns = 8;
  plan.boxes.mask_columns = 2;
  plan.boxes.is_transposed = true;
  // One box: centre x, centre y, width, height, two scores, two coefficients.
  const Tensor boxes = floats({1, 8, 1}, {4, 2, 8, 4, 0.1F, 0.9F, 1, -2});
  // A quarter of the image's size: left and right half.
  const std::vector<Tensor> tensors = {boxes, floats({1, 2, 1, 2}, {4, -4, 0, -1})};
  const auto found = decode_boxes(plan, tensors, 8, 4);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->boxes.size(), 1U);
  EXPECT_EQ(found->boxes[0].label, 2);
  const auto masks = read_masks(plan, tensors, 8, 4);
  ASSERT_TRUE(masks) << masks.error().message;
  // The sums 4 and -2 stand for the columns 1.5 and 5.5: above 0 as far as 4.17.
  const FoundMask mask = (*masks)->mask_of(found->boxes[0]);
  EXPECT_EQ(mask.mask.width, 8);
  EXPECT_EQ(mask.mask.height, 4);
  EXPECT_EQ(Pixels(mask.mask.pixels.begin(), mask.mask.pixels.begin() + 8),
            (Pixels{1, 1, 1, 1, 1, 0, 0, 0}));
  const FoundMask part = (*masks)->mask_of({{3, 1, 6, 2}, 1, 1, 0});
  EXPECT_EQ(part.mask.pixels, (Pixels{1, 1, 0}));
}

TEST(ReadMasks, RefusesOtherPrototypes) {
  OutputPlan plan = detector(BoxFormat::kYolo);
  plan.boxes.columns = 8;
  plan.boxes.mask_columns = 2;
  const Tensor boxes = floats({1, 1, 8}, std::vector<float>(8));
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{1, 3, 2, 2}, {2, 2, 2, 2}, {2, 2, 2}, {1, 2, 0, 2}}) {
    const std::vector<Tensor> tensors = {boxes, Tensor(DataType::kFloat32, shape)};
    const auto masks = read_masks(plan, tensors, 8, 8);
    ASSERT_FALSE(masks);
    EXPECT_EQ(masks.error().kind, base::ErrorKind::kBackend);
  }
}

TEST(ReadMasks, OfNumbersThatAreNoneThereIsNothing) {
  OutputPlan plan = detector(BoxFormat::kYolo);
  plan.boxes.columns = 8;
  plan.boxes.mask_columns = 2;
  const std::vector<Tensor> tensors = {floats({1, 1, 8}, {4, 2, 8, 4, 0.1F, 0.9F, NAN, INFINITY}),
                                       floats({1, 2, 1, 2}, {4, -4, INFINITY, -1})};
  const auto masks = read_masks(plan, tensors, 8, 4);
  ASSERT_TRUE(masks) << masks.error().message;
  EXPECT_EQ((*masks)->mask_of({{0, 0, 8, 1}, 1, 1, 0}).mask.pixels, Pixels(8, 0));
}

}  // namespace
}  // namespace stacmlm::run
