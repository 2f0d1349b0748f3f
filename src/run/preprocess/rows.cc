// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>

#include "run/preprocess/cast.h"

namespace stacmlm::run {
namespace {

constexpr std::size_t kChunk = 512;

template <class From>
constexpr bool kFitsFloat = std::is_same_v<From, float> ||
                            (std::is_integral_v<From> && sizeof(From) <= 2);

/// The centre in two parts whose sum is as good as the double: what is near to the centre keeps all
/// its digits. The first part is whole where the pixels are, so that their difference is exact.
struct FloatScaling {
  float centre;
  float centre_rest;
  float divisor;
  float least;
  float most;
  float fill;
};

template <class From>
FloatScaling float_scaling(const ChannelScaling& scaling, double fill) {
  constexpr double kWholeEnd = 8388608;
  double centre = static_cast<float>(scaling.centre);
  if (std::is_integral_v<From> && std::fabs(scaling.centre) < kWholeEnd) {
    centre = std::nearbyint(scaling.centre);
  }
  return {static_cast<float>(centre),          static_cast<float>(scaling.centre - centre),
          static_cast<float>(scaling.divisor), static_cast<float>(scaling.least),
          static_cast<float>(scaling.most),    static_cast<float>(fill)};
}

/// Two ternaries that compilers turn into min and max; NaN stays NaN.
inline float bounded(float value, float least, float most) {
  value = value < least ? least : value;
  return value > most ? most : value;
}

/// Divides where nothing is moved, so that x / 255 is what everybody else gets; else multiplies.
template <bool kMoved, bool kBounded, class From>
void float_run(const From* source, const FloatScaling& s, std::size_t count, float* target) {
  const float factor = 1 / s.divisor;
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = static_cast<float>(source[i]);
    float value = 0;
    if constexpr (kMoved) {
      value = ((number - s.centre) - s.centre_rest) * factor;
    } else {
      value = number / s.divisor;
    }
    target[i] = kBounded ? bounded(value, s.least, s.most) : value;
  }
}

/// Most runs have no nodata at all, or nothing else.
void fill_invalid(const std::uint8_t* valid, std::size_t count, float fill, float* target) {
  if (valid == nullptr || std::memchr(valid, 0, count) == nullptr) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (valid[i] == 0) target[i] = fill;
  }
}

template <class From>
auto float_run_for(const ChannelScaling& scaling) {
  const bool is_moved = scaling.centre != 0;
  if (scaling.is_bounded()) {
    return is_moved ? float_run<true, true, From> : float_run<false, true, From>;
  }
  return is_moved ? float_run<true, false, From> : float_run<false, false, From>;
}

template <class From>
void to_float(const From* source, const std::uint8_t* valid, const ChannelScaling& scaling,
              double fill, std::size_t count, RunTarget target) {
  const FloatScaling s = float_scaling<From>(scaling, fill);
  auto* out = static_cast<float*>(target.data);
  const auto run = float_run_for<From>(scaling);
  std::array<float, kChunk> made;
  for (std::size_t first = 0; first < count; first += kChunk) {
    const std::size_t size = std::min(kChunk, count - first);
    float* begin = out + static_cast<std::ptrdiff_t>(first) * target.step;
    float* numbers = target.step == 1 ? begin : made.data();
    run(source + first, s, size, numbers);
    fill_invalid(valid == nullptr ? nullptr : valid + first, size, s.fill, numbers);
    if (target.step == 1) continue;
    for (std::size_t i = 0; i < size; ++i) {
      begin[static_cast<std::ptrdiff_t>(i) * target.step] = numbers[i];
    }
  }
}

template <std::size_t kChannels>
void interleave_some(const float* runs, std::size_t stride, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < kChannels; ++c) out[i * kChannels + c] = runs[c * stride + i];
  }
}

template <class To>
To cast_counted(double value, double fill, CastLoss& loss) {
  if constexpr (std::is_integral_v<To>) {
    if (value != value) {
      ++loss.not_numbers;
      return fill == fill ? cast_number<To>(fill) : To{0};
    }
    constexpr auto kLeast = static_cast<double>(std::numeric_limits<To>::min());
    constexpr auto kMost = static_cast<double>(std::numeric_limits<To>::max());
    const double whole = std::nearbyint(value);
    if (whole < kLeast || whole > kMost) {
      ++loss.saturated;
    } else if (whole != value) {
      ++loss.fractions;
    }
  }
  return cast_number<To>(value);
}

}  // namespace

void load_numbers(DataType type, const void* source, std::size_t count, double* out) {
  with_type(type, [&]<class From>(From*) {
    const auto* numbers = static_cast<const From*>(source);
    for (std::size_t i = 0; i < count; ++i) {
      if constexpr (std::is_class_v<From>) {
        out[i] = float_of(numbers[i]);
      } else {
        out[i] = static_cast<double>(numbers[i]);
      }
    }
  });
}

void scale_numbers(const ChannelScaling& scaling, double* numbers, std::size_t count) {
  const double centre = scaling.centre;
  const double divisor = scaling.divisor;
  if (centre != 0 || divisor != 1) {
    for (std::size_t i = 0; i < count; ++i) numbers[i] = (numbers[i] - centre) / divisor;
  }
  if (!scaling.is_bounded()) return;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = numbers[i] < scaling.least ? scaling.least : numbers[i];
    numbers[i] = value > scaling.most ? scaling.most : value;
  }
}

void store_numbers(DataType type, const double* numbers, const std::uint8_t* valid, double fill,
                   std::size_t count, RunTarget target, CastLoss& loss) {
  with_type(type, [&]<class To>(To*) {
    auto* out = static_cast<To*>(target.data);
    const To filled = std::is_integral_v<To> && fill != fill ? To{} : cast_number<To>(fill);
    for (std::size_t i = 0; i < count; ++i) {
      To& place = out[static_cast<std::ptrdiff_t>(i) * target.step];
      const bool is_valid = valid == nullptr || valid[i] != 0;
      place = is_valid ? cast_counted<To>(numbers[i], fill, loss) : filled;
    }
  });
}

void interleave(const float* runs, std::size_t stride, std::size_t channels, std::size_t count,
                float* out) {
  if (channels == 2) return interleave_some<2>(runs, stride, count, out);
  if (channels == 3) return interleave_some<3>(runs, stride, count, out);
  if (channels == 4) return interleave_some<4>(runs, stride, count, out);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < channels; ++c) out[i * channels + c] = runs[c * stride + i];
  }
}

void convert_run(DataType from, const void* source, const std::uint8_t* valid,
                 const ChannelScaling& scaling, double fill, std::size_t count, DataType to,
                 RunTarget target, CastLoss& loss) {
  const bool is_done =
      to == DataType::kFloat32 && with_type(from, [&]<class From>(From*) {
        if constexpr (kFitsFloat<From>) {
          to_float(static_cast<const From*>(source), valid, scaling, fill, count, target);
        }
        return kFitsFloat<From>;
      });
  if (is_done) return;
  std::array<double, kChunk> numbers;
  for (std::size_t first = 0; first < count; first += kChunk) {
    const std::size_t size = std::min(kChunk, count - first);
    load_numbers(from, static_cast<const std::byte*>(source) + first * size_of(from), size,
                 numbers.data());
    scale_numbers(scaling, numbers.data(), size);
    const auto offset = static_cast<std::ptrdiff_t>(first * size_of(to)) * target.step;
    store_numbers(to, numbers.data(), valid == nullptr ? nullptr : valid + first, fill, size,
                  {static_cast<std::byte*>(target.data) + offset, target.step}, loss);
  }
}

}  // namespace stacmlm::run
