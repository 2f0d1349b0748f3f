// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "raster/pixel_dispatch.h"
#include "raster/write/pyramid.h"

namespace stacmlm::raster {
namespace {

template <class T>
struct Nodata {
  bool has_value = false;
  T value{};

  explicit Nodata(std::optional<double> stated) {
    if (!stated || (std::is_integral_v<T> && *stated != std::floor(*stated))) return;
    has_value = *stated == *stated;  // what is NaN is nodata anyway
    if (has_value) value = static_cast<T>(*stated);
  }
  bool is_valid(T pixel) const {
    if constexpr (std::is_floating_point_v<T>) {
      if (!std::isfinite(pixel)) return false;
    }
    return !(has_value && pixel == value);
  }
};

/// Of the pixels of a square, by rows; `pixels` are the valid ones in front, `count` of them.
template <class T>
T most_frequent(const std::array<T, 4>& pixels, int count) {
  T best = pixels[0];
  int most = 0;
  for (int i = 0; i < count; ++i) {
    int same = 0;
    for (int j = 0; j < count; ++j) same += pixels[j] == pixels[i] ? 1 : 0;
    if (same > most) best = pixels[i];
    most = std::max(most, same);
  }
  return best;
}

template <class T>
T mean(const std::array<T, 4>& pixels, int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += static_cast<double>(pixels[i]);
  const double exact = sum / count;
  if constexpr (std::is_floating_point_v<T>) return static_cast<T>(exact);
  constexpr auto kMost = static_cast<double>(std::numeric_limits<T>::max());
  const double whole = std::floor(exact + 0.5);
  return whole >= kMost ? std::numeric_limits<T>::max() : static_cast<T>(whole);
}

template <class T>
T one_of(Resampling how, const std::array<T, 4>& pixels, int count) {
  if (how == Resampling::kNearest) return pixels[0];
  return how == Resampling::kMode ? most_frequent(pixels, count) : mean(pixels, count);
}

/// Most squares of a class map are of one class.
template <class T>
bool are_same(T a, T b, T c, T d) {
  return a == b && a == c && a == d;
}

template <class T>
void halve_row(Resampling how, const Nodata<T>& nodata, const T* upper, const T* lower,
               std::int64_t width, T* to) {
  for (std::int64_t x = 0; x < width; x += 2) {
    const std::int64_t right = std::min(x + 1, width - 1);
    if (are_same(upper[x], upper[right], lower[x], lower[right])) {
      *to++ = upper[x];
      continue;
    }
    std::array<T, 4> pixels{};
    int count = 0;
    const auto take = [&](T pixel) {
      if (nodata.is_valid(pixel)) pixels[static_cast<std::size_t>(count++)] = pixel;
    };
    take(upper[x]);
    if (right != x) take(upper[right]);
    if (lower != upper) take(lower[x]);
    if (lower != upper && right != x) take(lower[right]);
    *to++ = count == 0 ? upper[x] : one_of(how, pixels, count);
  }
}

}  // namespace

void halve(PixelType type, Resampling how, std::optional<double> nodata, const std::byte* from,
           std::int64_t width, std::int64_t height, std::int64_t stride, std::byte* to) {
  with_pixel_type(type, [&]<class T>(T) {
    const Nodata<T> none(nodata);
    const auto* const in = reinterpret_cast<const T*>(from);
    auto* out = reinterpret_cast<T*>(to);
    for (std::int64_t y = 0; y < height; y += 2, out += (width + 1) / 2) {
      halve_row(how, none, in + y * stride, in + std::min(y + 1, height - 1) * stride, width, out);
    }
  });
}

}  // namespace stacmlm::raster
