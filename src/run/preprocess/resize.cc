// SPDX-License-Identifier: Apache-2.0
// Coordinates, weights and the order of additions are OpenCV's (imgproc's resize for float images):
// positions in double, cut to float; weights in float; along the rows first.
#include "run/preprocess/resize.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace stacmlm::run {
namespace {

constexpr std::array kNames = std::to_array<std::pair<std::string_view, ResizeMethod>>({
    {"interpolation-nearest", ResizeMethod::kNearest},
    {"interpolation-linear", ResizeMethod::kLinear},
    {"interpolation-cubic", ResizeMethod::kCubic},
    {"interpolation-area", ResizeMethod::kArea},
    {"interpolation-lanczos4", ResizeMethod::kLanczos4},
});

struct Sizes {
  std::int64_t source;
  std::int64_t target;

  /// OpenCV's two factors: the second one is not the quotient, but 1 by the first.
  [[nodiscard]] double enlarged() const {
    return static_cast<double>(target) / static_cast<double>(source);
  }
  [[nodiscard]] double scale() const { return 1.0 / enlarged(); }
};

bool is_whole(double scale) {
  return std::fabs(scale - std::nearbyint(scale)) < std::numeric_limits<double>::epsilon();
}

void add_tap(ResizeAxis& axis, std::int64_t index, float weight, std::int64_t size) {
  axis.indices.push_back(static_cast<std::int32_t>(std::clamp<std::int64_t>(index, 0, size - 1)));
  axis.weights.push_back(weight);
}

void end_place(ResizeAxis& axis) {
  axis.begin.push_back(static_cast<std::int32_t>(axis.indices.size()));
}

std::array<float, 4> cubic_weights(float x) {
  constexpr float kA = -0.75F;
  std::array<float, 4> w{};
  w[0] = ((kA * (x + 1) - 5 * kA) * (x + 1) + 8 * kA) * (x + 1) - 4 * kA;
  w[1] = ((kA + 2) * x - (kA + 3)) * x * x + 1;
  w[2] = ((kA + 2) * (1 - x) - (kA + 3)) * (1 - x) * (1 - x) + 1;
  w[3] = 1.F - w[0] - w[1] - w[2];
  return w;
}

std::array<float, 8> lanczos_weights(float x) {
  constexpr double kS = std::numbers::sqrt2 / 2;
  constexpr double kTable[8][2] = {{1, 0},  {-kS, -kS}, {0, 1},  {kS, -kS},
                                   {-1, 0}, {kS, kS},   {0, -1}, {-kS, kS}};
  std::array<float, 8> w{};
  const double y = -(x + 3) * std::numbers::pi * 0.25;
  const double sine = std::sin(y);
  const double cosine = std::cos(y);
  float sum = 0;
  for (int i = 0; i < 8; ++i) {
    const float distance = x + 3 - static_cast<float>(i);
    if (std::fabs(distance) < 1e-6F) {  // on a pixel: that one alone
      w = {};
      w[i] = 1;
      return w;
    }
    const double t = -distance * std::numbers::pi * 0.25;
    w[i] = static_cast<float>((kTable[i][0] * sine + kTable[i][1] * cosine) / (t * t));
    sum += w[i];
  }
  sum = 1.F / sum;
  for (float& weight : w) weight *= sum;
  return w;
}

ResizeAxis nearest_axis(const Sizes& sizes) {
  ResizeAxis axis{{0}, {}, {}};
  for (std::int64_t i = 0; i < sizes.target; ++i) {
    add_tap(axis, static_cast<std::int64_t>(std::floor(static_cast<double>(i) * sizes.scale())), 1,
            sizes.source);
    end_place(axis);
  }
  return axis;
}

/// Where a place lies in the source, and how far behind that.
struct Position {
  std::int64_t index;
  float behind;
};

Position centre_position(std::int64_t i, const Sizes& sizes) {
  const auto x = static_cast<float>((static_cast<double>(i) + 0.5) * sizes.scale() - 0.5);
  const auto index = static_cast<std::int64_t>(std::floor(x));
  return {index, x - static_cast<float>(index)};
}

/// `area` where nothing shrinks.
Position area_position(std::int64_t i, const Sizes& sizes) {
  const auto index = static_cast<std::int64_t>(std::floor(static_cast<double>(i) * sizes.scale()));
  const auto x = static_cast<float>(static_cast<double>(i + 1) -
                                    static_cast<double>(index + 1) * sizes.enlarged());
  return {index, x <= 0 ? 0.F : x - std::floor(x)};
}

ResizeAxis linear_axis(const Sizes& sizes, bool is_area) {
  ResizeAxis axis{{0}, {}, {}};
  for (std::int64_t i = 0; i < sizes.target; ++i) {
    Position at = is_area ? area_position(i, sizes) : centre_position(i, sizes);
    if (at.index < 0 || at.index >= sizes.source - 1) at.behind = 0;
    add_tap(axis, at.index, 1.F - at.behind, sizes.source);
    add_tap(axis, at.index + 1, at.behind, sizes.source);
    end_place(axis);
  }
  return axis;
}

template <class Weights>
ResizeAxis centred_axis(const Sizes& sizes, Weights weights) {
  ResizeAxis axis{{0}, {}, {}};
  for (std::int64_t i = 0; i < sizes.target; ++i) {
    const Position at = centre_position(i, sizes);
    const auto w = weights(at.behind);
    const auto taps = static_cast<std::int64_t>(w.size());
    for (std::int64_t k = 0; k < taps; ++k) {
      add_tap(axis, at.index - taps / 2 + 1 + k, w[k], sizes.source);
    }
    end_place(axis);
  }
  return axis;
}

/// The pixels that each place covers, with the share that each has of it.
ResizeAxis covered_axis(const Sizes& sizes) {
  constexpr double kLeast = 1e-3;
  const double scale = sizes.scale();
  ResizeAxis axis{{0}, {}, {}};
  for (std::int64_t i = 0; i < sizes.target; ++i) {
    const double begin = static_cast<double>(i) * scale;
    const double end = begin + scale;
    const double width = std::min(scale, static_cast<double>(sizes.source) - begin);
    const auto last = std::min(static_cast<std::int64_t>(std::floor(end)), sizes.source - 1);
    const auto first = std::min(static_cast<std::int64_t>(std::ceil(begin)), last);
    const double before = static_cast<double>(first) - begin;
    const double behind = end - static_cast<double>(last);
    if (before > kLeast) add_tap(axis, first - 1, static_cast<float>(before / width), sizes.source);
    for (std::int64_t k = first; k < last; ++k) {
      add_tap(axis, k, static_cast<float>(1.0 / width), sizes.source);
    }
    if (behind > kLeast) {
      const double share = std::min(std::min(behind, 1.0), width) / width;
      add_tap(axis, last, static_cast<float>(share), sizes.source);
    }
    end_place(axis);
  }
  return axis;
}

/// Whole pixels of equal share.
ResizeAxis box_axis(const Sizes& sizes) {
  ResizeAxis axis{{0}, {}, {}};
  const std::int64_t step = sizes.source / sizes.target;
  for (std::int64_t i = 0; i < sizes.target; ++i) {
    for (std::int64_t k = 0; k < step; ++k) add_tap(axis, i * step + k, 1, sizes.source);
    end_place(axis);
  }
  return axis;
}

ResizeAxis axis_of(ResizeMethod method, const Sizes& sizes) {
  switch (method) {
    case ResizeMethod::kNearest:
      return nearest_axis(sizes);
    case ResizeMethod::kCubic:
      return centred_axis(sizes, cubic_weights);
    case ResizeMethod::kLanczos4:
      return centred_axis(sizes, lanczos_weights);
    default:
      return linear_axis(sizes, method == ResizeMethod::kArea);
  }
}

/// One row of the result's width; taps are added in their order.
template <class Number>
void resize_row(const Number* row, const ResizeAxis& axis, Number* out, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) {
    auto k = static_cast<std::size_t>(axis.begin[i]);
    const auto end = static_cast<std::size_t>(axis.begin[i + 1]);
    Number sum = row[axis.indices[k]] * static_cast<Number>(axis.weights[k]);
    for (++k; k < end; ++k) sum += row[axis.indices[k]] * static_cast<Number>(axis.weights[k]);
    out[i] = sum;
  }
}

}  // namespace

std::optional<ResizeMethod> resize_method_of(std::string_view resize_type) {
  for (const auto& [name, method] : kNames) {
    if (name == resize_type) return method;
  }
  return std::nullopt;
}

Resizer::Resizer(ResizeMethod method, std::int64_t source_width, std::int64_t source_height,
                 std::int64_t width, std::int64_t height)
    : method_(method),
      source_width_(source_width),
      source_height_(source_height),
      width_(width),
      height_(height) {
  const Sizes across{source_width, width};
  const Sizes down{source_height, height};
  const bool all_whole = is_whole(across.scale()) && is_whole(down.scale());
  const auto is_half = [](const Sizes& sizes) { return std::nearbyint(sizes.scale()) == 2; };
  if (method == ResizeMethod::kLinear && all_whole && is_half(across) && is_half(down)) {
    method = ResizeMethod::kArea;
  }
  if (method == ResizeMethod::kArea && across.scale() >= 1 && down.scale() >= 1) {
    columns_ = all_whole ? box_axis(across) : covered_axis(across);
    rows_ = all_whole ? box_axis(down) : covered_axis(down);
    const auto pixels = (source_width / width) * (source_height / height);
    if (all_whole) box_ = 1.F / static_cast<float>(pixels);
    return;
  }
  columns_ = axis_of(method, across);
  rows_ = axis_of(method, down);
}

template <class Number>
void Resizer::run(const Number* source, Number* target, std::vector<Number>& spare) const {
  // Rows of the result's width that were made last; as many as a place of the result needs.
  const auto width = static_cast<std::size_t>(width_);
  std::size_t most = 1;
  for (std::size_t i = 0; i + 1 < rows_.begin.size(); ++i) {
    most = std::max(most, static_cast<std::size_t>(rows_.begin[i + 1] - rows_.begin[i]));
  }
  spare.resize(std::max(spare.size(), most * width));
  std::vector<std::int32_t> held(most, -1);
  for (std::size_t y = 0; y < static_cast<std::size_t>(height_); ++y) {
    Number* out = target + y * width;
    const auto first = static_cast<std::size_t>(rows_.begin[y]);
    for (auto k = first; k < static_cast<std::size_t>(rows_.begin[y + 1]); ++k) {
      const std::int32_t index = rows_.indices[k];
      const std::size_t slot = static_cast<std::size_t>(index) % most;
      Number* row = spare.data() + slot * width;
      if (held[slot] != index) resize_row(source + index * source_width_, columns_, row, width);
      held[slot] = index;
      const auto weight = static_cast<Number>(rows_.weights[k]);
      if (k == first) {
        for (std::size_t x = 0; x < width; ++x) out[x] = row[x] * weight;
      } else {
        for (std::size_t x = 0; x < width; ++x) out[x] += row[x] * weight;
      }
    }
    if (box_ != 0) {
      for (std::size_t x = 0; x < width; ++x) out[x] *= static_cast<Number>(box_);
    }
  }
}

void Resizer::resize(const float* source, float* target, std::vector<float>& spare) const {
  run(source, target, spare);
}

void Resizer::resize(const double* source, double* target, std::vector<double>& spare) const {
  run(source, target, spare);
}

void Resizer::resize_mask(const std::uint8_t* source, std::uint8_t* target) const {
  const auto counts = [](const ResizeAxis& axis, std::int32_t k) { return axis.weights[k] != 0; };
  for (std::int64_t y = 0; y < height_; ++y) {
    for (std::int64_t x = 0; x < width_; ++x) {
      bool is_valid = true;
      for (std::int32_t r = rows_.begin[y]; r < rows_.begin[y + 1] && is_valid; ++r) {
        if (!counts(rows_, r)) continue;
        const std::uint8_t* row = source + rows_.indices[r] * source_width_;
        for (std::int32_t c = columns_.begin[x]; c < columns_.begin[x + 1]; ++c) {
          if (counts(columns_, c) && row[columns_.indices[c]] == 0) is_valid = false;
        }
      }
      target[y * width_ + x] = is_valid ? 1 : 0;
    }
  }
}

}  // namespace stacmlm::run
