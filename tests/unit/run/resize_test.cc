// SPDX-License-Identifier: Apache-2.0
// Expected values are those of cv::resize (OpenCV 4.6) on images of 32-bit floats.
#include "run/preprocess/resize.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace stacmlm::run {
namespace {

using enum ResizeMethod;

std::vector<float> resized(ResizeMethod method, const std::vector<float>& source,
                           std::int64_t source_width, std::int64_t width, std::int64_t height) {
  const auto source_height = static_cast<std::int64_t>(source.size()) / source_width;
  const Resizer resizer(method, source_width, source_height, width, height);
  std::vector<float> made(static_cast<std::size_t>(width * height));
  std::vector<float> spare;
  resizer.resize(source.data(), made.data(), spare);
  return made;
}

void expect_near(const std::vector<float>& found, const std::vector<float>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], 2e-6 * std::max(1.F, std::fabs(expected[i]))) << i;
  }
}

std::vector<float> ramp(std::size_t size) {
  std::vector<float> made(size);
  std::iota(made.begin(), made.end(), 0.F);
  return made;
}

TEST(Resize, halves_a_ramp) {
  const auto source = ramp(16);
  EXPECT_EQ(resized(kNearest, source, 4, 2, 2), (std::vector<float>{0, 2, 8, 10}));
  EXPECT_EQ(resized(kLinear, source, 4, 2, 2), (std::vector<float>{2.5, 4.5, 10.5, 12.5}));
  expect_near(resized(kCubic, source, 4, 2, 2), {2.03125F, 4.21875F, 10.78125F, 12.96875F});
  EXPECT_EQ(resized(kArea, source, 4, 2, 2), (std::vector<float>{2.5, 4.5, 10.5, 12.5}));
  expect_near(resized(kLanczos4, source, 4, 2, 2), {2.1412828F, 4.28477F, 10.715231F, 12.858717F});
}

TEST(Resize, enlarges_a_row) {
  const auto source = ramp(4);
  EXPECT_EQ(resized(kNearest, source, 4, 6, 1), (std::vector<float>{0, 0, 1, 2, 2, 3}));
  expect_near(resized(kLinear, source, 4, 6, 1), {0, 0.5F, 1.1666666F, 1.8333334F, 2.5F, 3});
  expect_near(resized(kArea, source, 4, 6, 1), {0, 0.5F, 1, 2, 2.5F, 3});
}

TEST(Resize, shrinks_a_row) {
  const auto source = ramp(4);
  EXPECT_EQ(resized(kNearest, source, 4, 3, 1), (std::vector<float>{0, 1, 2}));
  expect_near(resized(kLinear, source, 4, 3, 1), {0.16666667F, 1.5F, 2.8333333F});
  expect_near(resized(kArea, source, 4, 3, 1), {0.25F, 1.5F, 2.75F});
}

TEST(Resize, spreads_an_impulse) {
  const std::vector<float> source = {0, 0, 0, 9, 0, 0, 0, 0};
  expect_near(resized(kLinear, source, 8, 4, 1), {0, 4.5F, 0, 0});
  expect_near(resized(kCubic, source, 8, 4, 1), {0, 5.34375F, -0.84375F, 0});
  expect_near(resized(kLanczos4, source, 8, 4, 1),
              {0.53787678F, 5.5698967F, -1.4941021F, -0.11367135F});
}

TEST(Resize, keeps_what_has_the_size_already) {
  const auto source = ramp(12);
  for (const auto method : {kNearest, kLinear, kCubic, kArea, kLanczos4}) {
    EXPECT_EQ(resized(method, source, 4, 4, 3), source);
  }
}

TEST(Resize, marks_what_nodata_has_a_part_in) {
  const std::vector<std::uint8_t> source = {1, 1, 1, 0, 1, 1, 1, 1};
  std::vector<std::uint8_t> made(4);
  Resizer(kLinear, 8, 1, 4, 1).resize_mask(source.data(), made.data());
  EXPECT_EQ(made, (std::vector<std::uint8_t>{1, 0, 1, 1}));
  Resizer(kCubic, 8, 1, 4, 1).resize_mask(source.data(), made.data());
  EXPECT_EQ(made, (std::vector<std::uint8_t>{1, 0, 0, 1}));
  Resizer(kNearest, 8, 1, 4, 1).resize_mask(source.data(), made.data());
  EXPECT_EQ(made, (std::vector<std::uint8_t>{1, 1, 1, 1}));
}

TEST(Resize, knows_the_words_of_the_specification) {
  EXPECT_EQ(resize_method_of("interpolation-area"), kArea);
  EXPECT_EQ(resize_method_of("interpolation-max"), std::nullopt);
  EXPECT_EQ(resize_method_of("crop"), std::nullopt);
}

}  // namespace
}  // namespace stacmlm::run
