// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "run/evaluator/operators.h"

namespace stacmlm::run::evaluator {
namespace {

/// Weights for each channel.
base::Result<const float*> per_channel(const Call& call, std::size_t index, std::int64_t channels) {
  STACMLM_TRY(const Tensor* weights, call.floats(index));
  if (weights->elements() != static_cast<std::size_t>(channels))
    return call.fail("has weights for another number of channels");
  return weights->values<float>().data();
}

Results batch_norm(const Call& call) {
  STACMLM_TRY(const Tensor* image, call.floats(0));
  if (image->shape().size() < 2) return call.fail("takes tensors with channels");
  const std::int64_t channels = image->shape()[1];
  STACMLM_TRY(const float* scale, per_channel(call, 1, channels));
  STACMLM_TRY(const float* bias, per_channel(call, 2, channels));
  STACMLM_TRY(const float* mean, per_channel(call, 3, channels));
  STACMLM_TRY(const float* variance, per_channel(call, 4, channels));
  const auto epsilon = static_cast<double>(call.node.number("epsilon", 1e-5F));
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, image->shape()));
  const Parts parts = parts_of(image->shape(), 1);
  const auto from = image->values<float>();
  const auto to = result.values<float>();
  for (std::size_t i = 0; i < to.size(); ++i) {
    const std::size_t c = i / parts.inner % parts.size;
    const double factor =
        static_cast<double>(scale[c]) / std::sqrt(static_cast<double>(variance[c]) + epsilon);
    to[i] =
        static_cast<float>((static_cast<double>(from[i]) - static_cast<double>(mean[c])) * factor +
                           static_cast<double>(bias[c]));
  }
  return one(std::move(result));
}

Results instance_norm(const Call& call) {
  STACMLM_TRY(const Tensor* image, call.image(0));
  const std::int64_t channels = image->shape()[1];
  STACMLM_TRY(const float* scale, per_channel(call, 1, channels));
  STACMLM_TRY(const float* bias, per_channel(call, 2, channels));
  const auto epsilon = static_cast<double>(call.node.number("epsilon", 1e-5F));
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, image->shape()));
  const auto pixels = static_cast<std::size_t>(image->shape()[2] * image->shape()[3]);
  const std::size_t planes = pixels == 0 ? 0 : image->elements() / pixels;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    const auto from = image->values<float>().subspan(plane * pixels, pixels);
    double sum = 0;
    double squares = 0;
    for (const float value : from) sum += static_cast<double>(value);
    const double mean = sum / static_cast<double>(pixels);
    for (const float value : from)
      squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
    const std::size_t c = plane % static_cast<std::size_t>(channels);
    const double factor =
        static_cast<double>(scale[c]) / std::sqrt(squares / static_cast<double>(pixels) + epsilon);
    std::ranges::transform(
        from, result.values<float>().begin() + static_cast<std::ptrdiff_t>(plane * pixels),
        [&](float value) {
          return static_cast<float>((static_cast<double>(value) - mean) * factor +
                                    static_cast<double>(bias[c]));
        });
  }
  return one(std::move(result));
}

Results global_average(const Call& call) {
  STACMLM_TRY(const Tensor* image, call.image(0));
  const auto& shape = image->shape();
  const auto pixels = static_cast<std::size_t>(shape[2] * shape[3]);
  if (pixels == 0) return call.fail("takes an image without pixels");
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, {shape[0], shape[1], 1, 1}));
  const float* from = image->values<float>().data();
  for (float& to : result.values<float>()) {
    double sum = 0;
    for (std::size_t i = 0; i < pixels; ++i) sum += static_cast<double>(*from++);
    to = static_cast<float>(sum / static_cast<double>(pixels));
  }
  return one(std::move(result));
}

Results softmax(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.floats(0));
  const bool is_old = call.operator_set < 13;
  STACMLM_TRY(const std::size_t axis,
              call.axis(call.node.integer("axis", is_old ? 1 : -1), from->shape().size()));
  Parts parts = parts_of(from->shape(), axis);
  if (is_old) parts = {parts.outer, parts.size * parts.inner, 1};  // all from the axis on
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, from->shape()));
  if (from->elements() == 0) return one(std::move(result));
  for (std::size_t i = 0; i < parts.outer * parts.inner; ++i) {
    const std::size_t at = i / parts.inner * parts.size * parts.inner + i % parts.inner;
    const float* values = from->values<float>().data() + at;
    float* to = result.values<float>().data() + at;
    float largest = values[0];
    double sum = 0;
    for (std::size_t k = 0; k < parts.size; ++k)
      largest = std::max(largest, values[k * parts.inner]);
    for (std::size_t k = 0; k < parts.size; ++k)
      sum += std::exp(static_cast<double>(values[k * parts.inner]) - static_cast<double>(largest));
    for (std::size_t k = 0; k < parts.size; ++k)
      to[k * parts.inner] = static_cast<float>(
          std::exp(static_cast<double>(values[k * parts.inner]) - static_cast<double>(largest)) /
          sum);
  }
  return one(std::move(result));
}

Results largest_place(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.floats(0));
  STACMLM_TRY(const std::size_t axis,
              call.axis(call.node.integer("axis", 0), from->shape().size()));
  const Parts parts = parts_of(from->shape(), axis);
  if (call.node.integer("select_last_index", 0) != 0) return call.fail("selects the last index");
  if (parts.size == 0) return call.fail("looks for the largest of nothing");
  std::vector<std::int64_t> shape = from->shape();
  shape[axis] = 1;
  if (call.node.integer("keepdims", 1) == 0)
    shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(axis));
  STACMLM_TRY(Tensor result, make(call, DataType::kInt64, std::move(shape)));
  const auto to = result.values<std::int64_t>();
  for (std::size_t i = 0; i < to.size(); ++i) {
    const float* values =
        from->values<float>().data() + i / parts.inner * parts.size * parts.inner + i % parts.inner;
    std::size_t largest = 0;
    for (std::size_t k = 1; k < parts.size; ++k)
      if (values[k * parts.inner] > values[largest * parts.inner]) largest = k;
    to[i] = static_cast<std::int64_t>(largest);
  }
  return one(std::move(result));
}

/// alpha * A * B + beta * C.
Results gemm(const Call& call) {
  STACMLM_TRY(const Tensor* a, call.floats(0));
  STACMLM_TRY(const Tensor* b, call.floats(1));
  if (a->shape().size() != 2 || b->shape().size() != 2) return call.fail("takes matrices");
  const bool turns_a = call.node.integer("transA", 0) != 0;
  const bool turns_b = call.node.integer("transB", 0) != 0;
  const std::int64_t rows = a->shape()[turns_a ? 1 : 0];
  const std::int64_t inner = a->shape()[turns_a ? 0 : 1];
  const std::int64_t columns = b->shape()[turns_b ? 0 : 1];
  if (b->shape()[turns_b ? 1 : 0] != inner)
    return call.fail("joins matrices whose sizes do not agree");
  const auto alpha = static_cast<double>(call.node.number("alpha", 1));
  const auto beta = static_cast<double>(call.node.number("beta", 1));
  std::size_t bias_rows = 1;
  std::size_t bias_columns = 1;
  const float* bias = nullptr;
  if (call.has(2)) {
    STACMLM_TRY(const Tensor* c, call.floats(2));
    const auto& shape = c->shape();
    if (!shape.empty()) bias_columns = static_cast<std::size_t>(shape.back());
    if (shape.size() == 2) bias_rows = static_cast<std::size_t>(shape[0]);
    const auto fits = [](std::size_t size, std::int64_t of) {
      return size == 1 || size == static_cast<std::size_t>(of);
    };
    if (shape.size() > 2 || !fits(bias_rows, rows) || !fits(bias_columns, columns))
      return call.fail("has a bias of another size");
    bias = c->values<float>().data();
  }
  STACMLM_CHECK(check_work(call, {rows, columns, inner}));
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, {rows, columns}));
  float* to = result.values<float>().data();
  const float* x = a->values<float>().data();
  const float* y = b->values<float>().data();
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < columns; ++c) {
      double sum = 0;
      for (std::int64_t k = 0; k < inner; ++k)
        sum += static_cast<double>(turns_a ? x[k * rows + r] : x[r * inner + k]) *
               static_cast<double>(turns_b ? y[c * inner + k] : y[k * columns + c]);
      sum *= alpha;
      const std::size_t at = (bias_rows == 1 ? 0 : static_cast<std::size_t>(r)) * bias_columns +
                             (bias_columns == 1 ? 0 : static_cast<std::size_t>(c));
      if (bias != nullptr) sum += beta * static_cast<double>(bias[at]);
      *to++ = static_cast<float>(sum);
    }
  }
  return one(std::move(result));
}

constexpr Operator kOperators[] = {
    {"ArgMax", largest_place},
    {"BatchNormalization", batch_norm},
    {"Gemm", gemm},
    {"GlobalAveragePool", global_average},
    {"InstanceNormalization", instance_norm},
    {"Softmax", softmax},
};

}  // namespace

std::span<const Operator> channel_operators() { return kOperators; }

}  // namespace stacmlm::run::evaluator
