// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "files.h"
#include "raster/statistics/histogram.h"

namespace stacmlm::raster {
namespace {

BandMeasures measured(const std::string& path, const MeasureOptions& options = {},
                      std::size_t band = 0) {
  const auto raster = opened(open(path));
  const auto measures = measure_bands(*raster, {&band, 1}, options);
  EXPECT_TRUE(measures) << measures.error().message;
  return measures ? measures->front() : BandMeasures();
}

TEST(Statistics, AreThoseOfAllValidPixels) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 1500, .height = 700, .bands = 2, .nodata = 1000},
            [](int band, std::int64_t x, std::int64_t y) {
              return x < 3 ? 1000 : static_cast<double>(band * 2000 + (x * 7 + y * 13) % 97);
            });
  const auto band = measured(folder / "a.tif", {}, 1);
  EXPECT_EQ(band.pixels, 1500U * 700U);
  EXPECT_EQ(band.valid, 1497U * 700U);
  EXPECT_EQ(band.minimum, 4000);
  EXPECT_EQ(band.maximum, 4096);
  double sum = 0;
  double squares = 0;
  for (int x = 3; x < 1500; ++x)
    for (int y = 0; y < 700; ++y) sum += (x * 7 + y * 13) % 97;
  const double mean = sum / static_cast<double>(band.valid);
  for (int x = 3; x < 1500; ++x)
    for (int y = 0; y < 700; ++y) squares += std::pow((x * 7 + y * 13) % 97 - mean, 2);
  EXPECT_NEAR(band.mean, 4000 + mean, 1e-9);
  EXPECT_NEAR(band.stddev, std::sqrt(squares / static_cast<double>(band.valid)), 1e-9);
}

TEST(Statistics, LargeNumbersLoseNothing) {
  const Folder folder;
  make_file(
      folder / "a.tif", {.width = 1200, .height = 1100, .type = PixelType::kFloat64},
      [](int, std::int64_t x, std::int64_t y) { return 1e12 + static_cast<double>((x + y) % 2); });
  const auto band = measured(folder / "a.tif");
  EXPECT_DOUBLE_EQ(band.mean, 1e12 + 0.5);
  EXPECT_NEAR(band.stddev, 0.5, 1e-9);
}

TEST(Statistics, WhatIsNoNumberIsLeftOut) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 5, .height = 1, .type = PixelType::kFloat32},
            [](int, std::int64_t x, std::int64_t) {
              const double numbers[] = {1, std::numeric_limits<double>::infinity(),
                                        std::numeric_limits<double>::quiet_NaN(), -7, 3};
              return numbers[x];
            });
  const auto band = measured(folder / "a.tif", {.nodata = {-7}});
  EXPECT_EQ(band.valid, 2U);
  EXPECT_EQ(band.mean, 2);
  EXPECT_EQ(band.stddev, 1);
}

TEST(Statistics, OfNothingAreNone) {
  const Folder folder;
  make_file(folder / "a.tif", {.nodata = 5}, [](int, std::int64_t, std::int64_t) { return 5; });
  const auto band = measured(folder / "a.tif", {.percents = {50}});
  EXPECT_EQ(band.valid, 0U);
  EXPECT_TRUE(band.percentiles.empty());
}

TEST(Statistics, MoreBandsThanOnePassTakesAreInTheirOrder) {
  const Folder folder;
  make_file(folder / "a.tif", {.bands = 35});
  const auto raster = opened(open(folder / "a.tif"));
  std::vector<std::size_t> bands(35);
  std::iota(bands.rbegin(), bands.rend(), 0);
  const auto measures = measure_bands(*raster, bands);
  ASSERT_TRUE(measures);
  for (std::size_t i = 0; i < 35; ++i)
    EXPECT_EQ((*measures)[i].minimum, static_cast<double>(bands[i] + 1) * 1000);
}

TEST(Statistics, WrongQuestionsAreAnswered) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  const auto raster = opened(open(folder / "a.tif"));
  const std::size_t band = 0;
  const std::size_t none = 1;
  const std::atomic<bool> stop = true;
  EXPECT_FALSE(measure_bands(*raster, {&none, 1}));
  EXPECT_FALSE(measure_bands(*raster, {&band, 1}, {.percents = {101}}));
  EXPECT_FALSE(
      measure_bands(*raster, {&band, 1}, {.percents = {std::numeric_limits<double>::quiet_NaN()}}));
  EXPECT_FALSE(measure_bands(*raster, {&band, 1}, {.stop = &stop}));
}

double sorted_percentile(std::vector<double> numbers, double percent) {
  std::ranges::sort(numbers);
  const double rank = percent / 100 * static_cast<double>(numbers.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const double low = numbers[below];
  const double high = numbers[std::min(below + 1, numbers.size() - 1)];
  return low + (high - low) * (rank - static_cast<double>(below));
}

TEST(Histogram, KnowsSmallIntegersExactly) {
  std::mt19937 random(3);
  for (const PixelType type : {PixelType::kUInt8, PixelType::kInt8, PixelType::kInt16}) {
    Histogram histogram(type);
    std::vector<double> numbers;
    for (int i = 0; i < 1001; ++i) {
      numbers.push_back(type == PixelType::kUInt8 ? static_cast<double>(random() % 256)
                                                  : static_cast<double>(random() % 256) - 128);
      histogram.add(numbers.back());
    }
    for (const double percent : {0.0, 2.0, 33.3, 50.0, 98.0, 100.0}) {
      EXPECT_DOUBLE_EQ(histogram.percentile(percent, -1e9, 1e9),
                       sorted_percentile(numbers, percent));
    }
  }
}

TEST(Histogram, IsOffByTheStatedPartOfANumber) {
  std::mt19937 random(4);
  std::normal_distribution<double> normal(0, 300);
  Histogram histogram(PixelType::kFloat64);
  std::vector<double> numbers;
  for (int i = 0; i < 20001; ++i) {
    numbers.push_back(normal(random));
    histogram.add(numbers.back());
  }
  for (int percent = 0; percent <= 100; percent += 5) {
    const double exact = sorted_percentile(numbers, percent);
    EXPECT_NEAR(histogram.percentile(percent, -1e9, 1e9), exact, std::abs(exact) / 4096);
  }
}

TEST(Histogram, StaysInsideWhatWasAdded) {
  Histogram histogram(PixelType::kFloat64);
  histogram.add(1e300);
  histogram.add(-0.0);
  const double most = std::numeric_limits<float>::max();
  EXPECT_NEAR(histogram.percentile(100, 0, 1e300), most, most / 4096) << "beyond is the last place";
  EXPECT_EQ(histogram.percentile(0, 0, 1e300), 0);
}

}  // namespace
}  // namespace stacmlm::raster
