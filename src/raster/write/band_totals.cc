// SPDX-License-Identifier: Apache-2.0
#include "raster/write/band_totals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>

#include "raster/pixel_dispatch.h"

namespace stacmlm::raster {
namespace {

template <class T>
bool is_valid(T value, const std::optional<double>& nodata) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(value) && !(nodata && value == static_cast<T>(*nodata));
  } else {
    return !(nodata && static_cast<double>(value) == *nodata);
  }
}

}  // namespace

/// Bytes are counted first, and added up by value.
Totals BandTotals::of_bytes(const std::byte* pixels, std::size_t width, std::size_t height,
                            std::size_t stride) {
  std::array<std::array<std::uint32_t, 256>, 2> found{};  // two: equal neighbours do not wait
  for (std::size_t row = 0; row < height; ++row) {
    const std::byte* const values = pixels + row * stride;
    for (std::size_t x = 0; x < width; ++x) ++found[x % 2][static_cast<std::uint8_t>(values[x])];
  }
  Totals block;
  double sum = 0;
  for (std::size_t value = 0; value < counts_.size(); ++value) {
    const std::uint64_t count = std::uint64_t{found[0][value]} + found[1][value];
    if (count == 0 || !is_valid(static_cast<std::uint8_t>(value), nodata_)) continue;
    const auto number = static_cast<double>(value);
    counts_[value] += count;
    block.valid += count;
    sum += number * static_cast<double>(count);
    block.minimum = std::min(block.minimum, number);
    block.maximum = std::max(block.maximum, number);
    found[0][value] = static_cast<std::uint32_t>(count);
  }
  if (block.valid == 0) return block;
  block.mean = sum / static_cast<double>(block.valid);
  for (std::size_t value = 0; value < counts_.size(); ++value) {
    if (!is_valid(static_cast<std::uint8_t>(value), nodata_)) continue;
    const double distance = static_cast<double>(value) - block.mean;
    block.squares += distance * distance * found[0][value];
  }
  return block;
}

void BandTotals::add(std::uint64_t number, const std::byte* pixels, std::size_t width,
                     std::size_t height, std::size_t stride) {
  Totals block;
  if (type_ == PixelType::kUInt8) {
    add_block(number, of_bytes(pixels, width, height, stride));
    return;
  }
  with_pixel_type(type_, [&]<class T>(T) {
    const auto* const values = reinterpret_cast<const T*>(pixels);
    double sum = 0;
    for (std::size_t row = 0; row < height; ++row) {
      for (const T value : std::span(values + row * stride, width)) {
        if (!is_valid(value, nodata_)) continue;
        ++block.valid;
        const auto number_of = static_cast<double>(value);
        sum += number_of;
        block.minimum = std::min(block.minimum, number_of);
        block.maximum = std::max(block.maximum, number_of);
      }
    }
    if (block.valid == 0) return;
    block.mean = sum / static_cast<double>(block.valid);
    for (std::size_t row = 0; row < height; ++row) {
      for (const T value : std::span(values + row * stride, width)) {
        if (!is_valid(value, nodata_)) continue;
        const double distance = static_cast<double>(value) - block.mean;
        block.squares += distance * distance;
      }
    }
  });
  add_block(number, block);
}

void BandTotals::add_block(std::uint64_t number, const Totals& block) {
  waiting_[number] = block;
  while (!waiting_.empty() && waiting_.begin()->first == next_) {
    sum_.add(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    ++next_;
  }
}

Statistics BandTotals::statistics() const {
  Totals all = sum_;
  for (const auto& [number, block] : waiting_) all.add(block);
  Statistics statistics;
  statistics.counts = counts_;
  statistics.valid = all.valid;
  if (all.valid == 0) return statistics;
  statistics.minimum = all.minimum;
  statistics.maximum = all.maximum;
  statistics.mean = all.mean;
  statistics.stddev = all.stddev();
  return statistics;
}

}  // namespace stacmlm::raster
