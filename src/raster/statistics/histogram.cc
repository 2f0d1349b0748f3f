// SPDX-License-Identifier: Apache-2.0
#include "raster/statistics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

#include "raster/pixel_dispatch.h"

namespace stacmlm::raster {
namespace {

/// Of 32 bits of a float, so many stand for the place.
constexpr unsigned kPlaceBits = 20;
constexpr unsigned kRestBits = 32 - kPlaceBits;
constexpr std::uint32_t kSign = 0x8000'0000U;

float float_of_key(std::uint32_t key) {
  return std::bit_cast<float>((key & kSign) != 0 ? key ^ kSign : ~key);
}

}  // namespace

Histogram::Histogram(PixelType type) {
  with_pixel_type(type, [&]<class T>(T) {
    if constexpr (std::numeric_limits<T>::is_integer && sizeof(T) <= 2) {
      is_exact_ = true;
      first_ = std::is_signed_v<T> ? -(std::int64_t{1} << (8 * sizeof(T) - 1)) : 0;
      counts_.resize(std::size_t{1} << (8 * sizeof(T)));
    } else {
      counts_.resize(std::size_t{1} << kPlaceBits);
    }
  });
}

std::size_t Histogram::place_of(double number) {
  constexpr double kMost = std::numeric_limits<float>::max();
  // Adding 0 makes one zero of the two.
  const auto bits =
      std::bit_cast<std::uint32_t>(static_cast<float>(std::clamp(number, -kMost, kMost)) + 0.0F);
  const std::uint32_t key = (bits & kSign) != 0 ? ~bits : bits | kSign;
  return key >> kRestBits;
}

double Histogram::number_at(std::uint64_t rank) const {
  std::size_t place = 0;
  while (place + 1 < counts_.size() && rank >= counts_[place]) rank -= counts_[place++];
  if (is_exact_) return static_cast<double>(first_ + static_cast<std::int64_t>(place));
  const auto key = static_cast<std::uint32_t>(place) << kRestBits;
  if (key == kSign) return 0;
  const double low = float_of_key(key);
  const double high = float_of_key(key | ((1U << kRestBits) - 1));
  return low / 2 + high / 2;
}

double Histogram::percentile(double percent, double minimum, double maximum) const {
  std::uint64_t count = 0;
  for (const std::uint64_t one : counts_) count += one;
  const double rank = percent / 100 * static_cast<double>(count - 1);
  const auto below = std::min(static_cast<std::uint64_t>(rank), count - 1);
  const double part = rank - static_cast<double>(below);
  const double low = number_at(below);
  const double high = part > 0 ? number_at(std::min(below + 1, count - 1)) : low;
  return std::clamp(low + (high - low) * part, minimum, maximum);
}

}  // namespace stacmlm::raster
