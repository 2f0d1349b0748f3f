// SPDX-License-Identifier: Apache-2.0
#include "run/proof/compare.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <vector>

#include "run/preprocess/cast.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kWindowPixels = std::int64_t{1} << 20U;

template <class T>
double number_of(T element) {
  if constexpr (std::is_same_v<T, Half> || std::is_same_v<T, Brain>) {
    return static_cast<double>(float_of(element));
  } else {
    return static_cast<double>(element);
  }
}

/// What makes two rasters no pictures of the same; empty: nothing.
std::string unlike(const raster::Info& found, const raster::Info& expected) {
  if (found.grid.width != expected.grid.width || found.grid.height != expected.grid.height) {
    return fmt::format("{} x {} pixels, not {} x {}", found.grid.width, found.grid.height,
                       expected.grid.width, expected.grid.height);
  }
  if (found.bands.size() != expected.bands.size())
    return fmt::format("{} bands, not {}", found.bands.size(), expected.bands.size());
  return {};
}

/// Pictures without a georeference may show any place.
base::Result<bool> lies_elsewhere(const raster::Grid& found, const raster::Grid& expected) {
  if (expected.georeference == raster::Georeference::kNone) return false;
  STACMLM_TRY(const bool is_same, raster::is_same_grid(found, expected));
  return !is_same;
}

bool is_whole(raster::PixelType type) {
  return type != raster::PixelType::kFloat32 && type != raster::PixelType::kFloat64;
}

base::Result<void> compare_window(const raster::Raster& found, const raster::Raster& expected,
                                  const raster::Window& window, std::size_t band,
                                  Differences& differences) {
  const auto count = static_cast<std::size_t>(window.width * window.height);
  const bool is_exact = is_whole(found.info().bands[band].type);
  std::vector<double> numbers(2 * count);
  std::vector<std::uint8_t> valid(2 * count);
  const raster::Raster* const both[] = {&found, &expected};
  for (std::size_t i = 0; i < 2; ++i) {
    STACMLM_TRY(const auto seen,
                both[i]->read(window, {&band, 1}, raster::PixelType::kFloat64,
                              std::as_writable_bytes(std::span(numbers).subspan(i * count, count)),
                              std::span(valid).subspan(i * count, count)));
    static_cast<void>(seen);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (valid[i] != valid[count + i]) {
      differences.add_other();
    } else if (valid[i] == 0) {
      differences.add_same();
    } else if (is_exact) {
      differences.add_exact(numbers[i], numbers[count + i]);
    } else {
      differences.add(numbers[i], numbers[count + i]);
    }
  }
  return {};
}

}  // namespace

void Differences::add(double found, double expected, double relative) {
  ++elements_;
  if (found == expected || (std::isnan(found) && std::isnan(expected))) return;
  const double distance = std::abs(found - expected);
  if (!(distance <= tolerance_.absolute + relative * std::abs(expected))) ++differing_;
  if (!(distance <= largest_)) largest_ = std::isnan(distance) ? HUGE_VAL : distance;
}

void Differences::tell(ExampleResult& result) const {
  result.elements = elements_;
  result.differing = differing_;
  result.largest = largest_;
}

void compare_tensors(const Tensor& found, const Tensor& expected, const Tolerance& tolerance,
                     ExampleResult& result) {
  if (found.type() != expected.type() || found.shape() != expected.shape()) {
    result.unlike =
        fmt::format("{} [{}], not {} [{}]", name_of(found.type()), fmt::join(found.shape(), ", "),
                    name_of(expected.type()), fmt::join(expected.shape(), ", "));
    return;
  }
  Differences differences(tolerance);
  with_type(found.type(), [&]<class T>(T*) {
    const auto a = found.values<T>();
    const auto b = expected.values<T>();
    for (std::size_t i = 0; i < a.size(); ++i) {
      if constexpr (std::is_integral_v<T>) {
        differences.add_exact(number_of(a[i]), number_of(b[i]));
      } else {
        differences.add(number_of(a[i]), number_of(b[i]));
      }
    }
  });
  differences.tell(result);
}

base::Result<void> compare_rasters(const raster::Raster& found, const raster::Raster& expected,
                                   const Tolerance& tolerance, ExampleResult& result) {
  result.unlike = unlike(found.info(), expected.info());
  if (!result.unlike.empty()) return {};
  STACMLM_TRY(const bool is_elsewhere, lies_elsewhere(found.info().grid, expected.info().grid));
  if (is_elsewhere) {
    result.unlike = "it lies at another place";
    return {};
  }
  const raster::Grid& grid = found.info().grid;
  const std::int64_t width = std::min(grid.width, kWindowPixels);
  const std::int64_t height = std::max<std::int64_t>(kWindowPixels / width, 1);
  Differences differences(tolerance);
  for (std::int64_t row = 0; row < grid.height; row += height) {
    for (std::int64_t column = 0; column < grid.width; column += width) {
      const raster::Window window{column, row, std::min(width, grid.width - column),
                                  std::min(height, grid.height - row)};
      for (std::size_t band = 0; band < found.info().bands.size(); ++band) {
        STACMLM_CHECK(compare_window(found, expected, window, band, differences));
      }
    }
  }
  differences.tell(result);
  return {};
}

}  // namespace stacmlm::run
