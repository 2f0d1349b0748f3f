// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "run/evaluator/operators.h"

namespace stacmlm::run::evaluator {
namespace {

/// One axis: its size before and after, and how often it grows.
struct Stretch {
  std::int64_t from = 0;
  std::int64_t to = 0;
  double factor = 1;
};

base::Result<std::vector<Stretch>> stretches_of(const Call& call, const Tensor& image) {
  const bool is_old = call.node.type == "Upsample" || call.operator_set < 11;
  const std::size_t at = is_old ? 1 : 2;
  std::vector<double> factors;
  if (const graph::Attribute* scales = call.node.find("scales")) {
    factors.assign(scales->numbers.begin(), scales->numbers.end());
  } else if (call.has(at) && call.inputs[at]->elements() > 0) {
    STACMLM_TRY(const Tensor* given, call.floats(at));
    const auto values = given->values<float>();
    factors.assign(values.begin(), values.end());
  }
  STACMLM_TRY(const auto sizes, call.integers("", 3));
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < image.shape().size(); ++i) {
    Stretch stretch{image.shape()[i], 0, 1};
    if (factors.size() == image.shape().size()) {
      stretch.factor = factors[i];
      const double size = std::floor(static_cast<double>(stretch.from) * factors[i]);
      stretch.to = size >= 0 && size < 1e6 ? static_cast<std::int64_t>(size) : 0;
    } else if (sizes.size() == image.shape().size()) {
      stretch.to = sizes[i];
      stretch.factor = static_cast<double>(sizes[i]) / static_cast<double>(stretch.from);
    }
    if (stretch.from < 1 || stretch.to < 1 || stretch.to > 1 << 20)
      return call.fail("has no size to give");
    stretches.push_back(stretch);
  }
  if (stretches[0].from != stretches[0].to || stretches[1].from != stretches[1].to)
    return call.fail("changes the number of images or channels");
  return stretches;
}

/// The two elements that count for one of the result, and the weight of the second.
struct Pick {
  std::int64_t first = 0;
  std::int64_t second = 0;
  double weight = 0;
};

/// Where element i of the result lies.
double place_of(std::string_view places, const Stretch& stretch, std::int64_t i) {
  const auto index = static_cast<double>(i);
  if (places == "asymmetric") return index / stretch.factor;
  if (places == "align_corners") {
    return stretch.to == 1 ? 0
                           : index * static_cast<double>(stretch.from - 1) /
                                 static_cast<double>(stretch.to - 1);
  }
  if (places == "pytorch_half_pixel" && stretch.to == 1) return 0;
  return (index + 0.5) / stretch.factor - 0.5;
}

base::Result<std::vector<Pick>> picks_of(const Call& call, const Stretch& stretch) {
  const bool is_old = call.node.type == "Upsample" || call.operator_set < 11;
  const std::string_view mode = call.node.text("mode", "nearest");
  const std::string_view places =
      call.node.text("coordinate_transformation_mode", is_old ? "asymmetric" : "half_pixel");
  const std::string_view rounding =
      call.node.text("nearest_mode", is_old ? "floor" : "round_prefer_floor");
  if ((mode != "nearest" && mode != "linear") || places == "tf_crop_and_resize" ||
      call.node.integer("antialias", 0) != 0)
    return call.fail("picks pixels in a way that the evaluator does not know");
  std::vector<Pick> picks;
  const auto within = [&](double place) {
    return static_cast<std::int64_t>(std::clamp(place, 0.0, static_cast<double>(stretch.from - 1)));
  };
  for (std::int64_t i = 0; i < stretch.to; ++i) {
    const double place =
        stretch.from == stretch.to ? static_cast<double>(i) : place_of(places, stretch, i);
    const double floor = std::floor(place);
    if (mode == "linear") {
      picks.push_back({within(floor), within(floor + 1), place - floor});
      continue;
    }
    double nearest = floor;
    if (rounding == "ceil") nearest = std::ceil(place);
    if (rounding == "round_prefer_floor") nearest = std::ceil(place - 0.5);
    if (rounding == "round_prefer_ceil") nearest = std::floor(place + 0.5);
    picks.push_back({within(nearest), within(nearest), 0});
  }
  return picks;
}

Results resize(const Call& call) {
  STACMLM_TRY(const Tensor* image, call.image(0));
  STACMLM_TRY(const auto stretches, stretches_of(call, *image));
  STACMLM_TRY(const auto rows, picks_of(call, stretches[2]));
  STACMLM_TRY(const auto columns, picks_of(call, stretches[3]));
  const auto& shape = image->shape();
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32,
                                  {shape[0], shape[1], stretches[2].to, stretches[3].to}));
  float* to = result.values<float>().data();
  for (std::int64_t plane = 0; plane < shape[0] * shape[1]; ++plane) {
    const float* from = image->values<float>().data() + plane * shape[2] * shape[3];
    for (const Pick& row : rows) {
      for (const Pick& column : columns) {
        const auto along = [&](std::int64_t y) {
          const auto a = static_cast<double>(from[y * shape[3] + column.first]);
          const auto b = static_cast<double>(from[y * shape[3] + column.second]);
          return column.weight == 0 ? a : a * (1 - column.weight) + b * column.weight;
        };
        const double a = along(row.first);
        *to++ = static_cast<float>(
            row.weight == 0 ? a : a * (1 - row.weight) + along(row.second) * row.weight);
      }
    }
  }
  return one(std::move(result));
}

constexpr Operator kOperators[] = {{"Resize", resize}, {"Upsample", resize}};

}  // namespace

std::span<const Operator> resize_operators() { return kOperators; }

}  // namespace stacmlm::run::evaluator
