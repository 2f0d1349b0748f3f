// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "run/plan/planning.h"
#include "run/preprocess/tensor_layout.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {
namespace {

constexpr std::string_view kField = "mlm:input[0]";

/// The sizes that the file leaves no choice about; those of the metadata must agree with them.
base::Result<void> take_shape(Planning& planning, const TensorLayout& layout,
                              const artifact::Tensor& tensor) {
  InputPlan& input = planning.plan.input;
  input.shape.assign(layout.shape.size(), -1);
  if (!tensor.shape) return {};
  if (tensor.shape->size() != layout.axes.size()) {
    return refuse(fmt::format("{}.input.shape", kField),
                  fmt::format("{} dimensions are stated, and the model takes {}",
                              layout.axes.size(), tensor.shape->size()),
                  "mlm verify tells more");
  }
  for (std::size_t i = 0; i < layout.axes.size(); ++i) {
    const std::int64_t stated = layout.shape[i];
    const std::int64_t taken = (*tensor.shape)[i].size;
    if (stated > 0 && taken > 0 && stated != taken) {
      return refuse(fmt::format("{}.input.shape[{}]", kField, i),
                    fmt::format("{} is stated for `{}`, and the model takes {}", stated,
                                input.dimensions[i], taken),
                    "mlm verify tells more");
    }
    if (layout.axes[i] == Axis::kBatch && taken > 1) {
      return refuse(fmt::format("{}.input.shape[{}]", kField, i),
                    fmt::format("models that take {} images at a time are not run yet", taken));
    }
    input.shape[i] = taken;
  }
  return {};
}

base::Result<void> take_type(Planning& planning, const artifact::Tensor& tensor) {
  InputPlan& input = planning.plan.input;
  input.data_type = planning.input.input.value_or({}).data_type.value_or("");
  if (!tensor.data_type.empty() && tensor.data_type != input.data_type) {
    return refuse(
        fmt::format("{}.input.data_type", kField),
        fmt::format("{} is stated, and the model takes {}", input.data_type, tensor.data_type),
        "mlm verify tells more");
  }
  if (!find_data_type(input.data_type)) {
    return refuse(fmt::format("{}.input.data_type", kField),
                  fmt::format("no runtime takes {}", input.data_type));
  }
  return {};
}

base::Result<void> check_axes(const TensorLayout& layout) {
  const auto has = [&](Axis axis) {
    return std::ranges::find(layout.axes, axis) != layout.axes.end();
  };
  const std::string field = fmt::format("{}.input.dim_order", kField);
  if (has(Axis::kTime)) return refuse(field, "series in time are not run yet");
  if (!has(Axis::kRow) || !has(Axis::kColumn))
    return refuse(field, "models without height and width are not run yet");
  return {};
}

}  // namespace

base::Result<void> plan_input(Planning& planning) {
  const auto inputs = planning.model.input.value_or({});
  if (inputs.size() != 1) {
    return refuse("mlm:input", inputs.empty() ? "no input is stated"
                                              : "models with several inputs are not run yet");
  }
  const auto first = inputs[0];
  if (!first || !(*first).input)
    return refuse(kField, "it has no `input` that tells shape, dim_order and data_type");
  planning.input = *first;
  if (!planning.file.inputs || planning.file.inputs->size() != 1) {
    return refuse("mlm:input",
                  fmt::format("one input is stated, and the model takes {}",
                              planning.file.inputs ? planning.file.inputs->size() : 0));
  }
  const artifact::Tensor& tensor = planning.file.inputs->front();
  STACMLM_TRY(const TensorLayout layout, tensor_layout(*planning.input.input, std::string(kField)));
  STACMLM_CHECK(check_axes(layout));
  InputPlan& input = planning.plan.input;
  input.tensor = tensor.name;
  for (const auto name : (*planning.input.input).dim_order.value_or({}))
    input.dimensions.emplace_back(name.value_or(""));
  STACMLM_CHECK(take_shape(planning, layout, tensor));
  return take_type(planning, tensor);
}

}  // namespace stacmlm::run
