// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run/evaluator/operators.h"

namespace stacmlm::run::evaluator {

tl::unexpected<base::Error> Call::fail(std::string_view why) const {
  return base::fail(base::ErrorKind::kBackend, fmt::format("evaluator: {} {}", node.told(), why));
}

base::Result<const Tensor*> Call::input(std::size_t index) const {
  if (has(index)) return inputs[index];
  return fail(fmt::format("has no input {}", index));
}

base::Result<const Tensor*> Call::floats(std::size_t index) const {
  STACMLM_TRY(const Tensor* tensor, input(index));
  if (tensor->type() == DataType::kFloat32) return tensor;
  return fail(fmt::format("takes float32, not {}", name_of(tensor->type())));
}

base::Result<const Tensor*> Call::image(std::size_t index) const {
  STACMLM_TRY(const Tensor* tensor, floats(index));
  if (tensor->shape().size() == 4) return tensor;
  return fail("takes tensors of four dimensions");
}

base::Result<std::vector<std::int64_t>> Call::integers(std::string_view attribute,
                                                       std::size_t index) const {
  if (node.find(attribute) != nullptr || !has(index)) return node.integers(attribute, {});
  const Tensor& tensor = *inputs[index];
  if (tensor.type() == DataType::kInt64) {
    const auto values = tensor.values<std::int64_t>();
    return std::vector<std::int64_t>(values.begin(), values.end());
  }
  if (tensor.type() == DataType::kInt32) {
    const auto values = tensor.values<std::int32_t>();
    return std::vector<std::int64_t>(values.begin(), values.end());
  }
  return fail("takes sizes that are whole numbers");
}

base::Result<std::size_t> Call::axis(std::int64_t axis, std::size_t rank) const {
  const auto dimensions = static_cast<std::int64_t>(rank);
  if (axis < 0) axis += dimensions;
  if (axis >= 0 && axis < dimensions) return static_cast<std::size_t>(axis);
  return fail("names a dimension that is not there");
}

base::Result<Tensor> make(const Call& call, DataType type, std::vector<std::int64_t> shape) {
  constexpr std::size_t kMost = std::size_t{1} << 28U;
  const auto elements = elements_of(shape);
  if (!elements) return call.fail("would give a tensor without a size");
  if (*elements > kMost)
    return call.fail(
        fmt::format("would give {} elements, more than the evaluator is for", *elements));
  if (*elements > call.room / size_of(type))
    return call.fail(
        fmt::format("would give {} elements, and with all that is kept meanwhile they "
                    "take more memory than the evaluator is for",
                    *elements));
  return Tensor(type, std::move(shape));
}

base::Result<void> check_work(const Call& call, std::initializer_list<std::int64_t> factors) {
  constexpr double kMost = 3e11;  // some minutes
  double work = 1;
  for (const std::int64_t factor : factors) work *= static_cast<double>(factor);
  if (work <= kMost) return {};
  return call.fail("would take longer than the evaluator is for");
}

Parts parts_of(const std::vector<std::int64_t>& shape, std::size_t axis) {
  Parts parts;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    std::size_t& part = i < axis ? parts.outer : i == axis ? parts.size : parts.inner;
    part *= static_cast<std::size_t>(shape[i]);
  }
  return parts;
}

}  // namespace stacmlm::run::evaluator
