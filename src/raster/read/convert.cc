// SPDX-License-Identifier: Apache-2.0
#include "raster/read/convert.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "raster/pixel_dispatch.h"

namespace stacmlm::raster {
namespace {

template <class To, class From>
To converted(From value) {
  if constexpr (std::is_floating_point_v<To>) {
    return static_cast<To>(value);
  } else if constexpr (std::is_floating_point_v<From>) {
    if (std::isnan(value)) return 0;
    const From rounded = std::nearbyint(value);
    // The highest number of To may not be one of From: what is not below it is above it.
    if (rounded <= static_cast<From>(std::numeric_limits<To>::lowest())) {
      return std::numeric_limits<To>::lowest();
    }
    if (rounded >= static_cast<From>(std::numeric_limits<To>::max())) {
      return std::numeric_limits<To>::max();
    }
    return static_cast<To>(rounded);
  } else {
    if (std::cmp_less(value, std::numeric_limits<To>::lowest())) {
      return std::numeric_limits<To>::lowest();
    }
    if (std::cmp_greater(value, std::numeric_limits<To>::max())) {
      return std::numeric_limits<To>::max();
    }
    return static_cast<To>(value);
  }
}

template <class T>
std::optional<T> nodata_as(const NoData& nodata) {
  if constexpr (std::is_same_v<T, std::int64_t>) {
    return nodata.int64;
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    return nodata.uint64;
  } else if (!nodata.value) {
    return std::nullopt;
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(*nodata.value);
  } else {
    // A number that the type cannot hold stands nowhere.
    const T value = converted<T>(*nodata.value);
    if (static_cast<double>(value) != *nodata.value) return std::nullopt;
    return value;
  }
}

}  // namespace

void convert(PixelType from, const std::byte* source, PixelType to, std::byte* target,
             std::size_t count) {
  if (from == to) {
    std::memcpy(target, source, count * size_of(from));
    return;
  }
  with_pixel_type(from, [&]<class From>(From) {
    with_pixel_type(to, [&]<class To>(To) {
      const auto* const in = reinterpret_cast<const From*>(source);
      auto* const out = reinterpret_cast<To*>(target);
      for (std::size_t i = 0; i < count; ++i) out[i] = converted<To>(in[i]);
    });
  });
}

std::size_t mark_nodata(PixelType type, std::span<std::byte> pixels, const NoData& nodata,
                        std::span<std::uint8_t> valid) {
  std::size_t count = 0;
  with_pixel_type(type, [&]<class T>(T) {
    auto* const values = reinterpret_cast<T*>(pixels.data());
    const std::optional<T> missing = nodata_as<T>(nodata);
    const T stand_in = missing.value_or(T{});
    for (std::size_t i = 0; i < valid.size(); ++i) {
      bool is_valid = valid[i] != 0 && !(missing && values[i] == stand_in);
      if constexpr (std::is_floating_point_v<T>) is_valid = is_valid && std::isfinite(values[i]);
      valid[i] = is_valid ? 1 : 0;
      values[i] = is_valid ? values[i] : T{};
      count += valid[i];
    }
  });
  return count;
}

}  // namespace stacmlm::raster
