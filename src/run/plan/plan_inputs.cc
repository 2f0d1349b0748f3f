// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "run/plan/planning.h"
#include "run/preprocess/tensor_layout.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {
namespace {

/// The sizes that the file leaves no choice about; those of the metadata must agree with them.
base::Result<void> take_shape(InputPlan& input, const TensorLayout& layout,
                              const artifact::Tensor& tensor) {
  input.shape.assign(layout.shape.size(), -1);
  if (!tensor.shape) return {};
  if (tensor.shape->size() != layout.axes.size()) {
    return refuse(input.field + ".input.shape",
                  fmt::format("{} dimensions are stated, and the model takes {}",
                              layout.axes.size(), tensor.shape->size()),
                  "mlm verify tells more");
  }
  for (std::size_t i = 0; i < layout.axes.size(); ++i) {
    const std::int64_t stated = layout.shape[i];
    const std::int64_t taken = (*tensor.shape)[i].size;
    if (stated > 0 && taken > 0 && stated != taken) {
      return refuse(fmt::format("{}.input.shape[{}]", input.field, i),
                    fmt::format("{} is stated for `{}`, and the model takes {}", stated,
                                input.dimensions[i], taken),
                    "mlm verify tells more");
    }
    if (layout.axes[i] == Axis::kBatch && taken > 1 && !input.is_of_pixels) {
      return refuse(fmt::format("{}.input.shape[{}]", input.field, i),
                    fmt::format("models that take {} images at a time are not run yet", taken));
    }
    input.shape[i] = taken;
  }
  return {};
}

base::Result<void> take_type(InputPlan& input, const mlm::ModelInput& stated,
                             const artifact::Tensor& tensor) {
  input.data_type = stated.input.value_or({}).data_type.value_or("");
  if (!tensor.data_type.empty() && tensor.data_type != input.data_type) {
    return refuse(
        input.field + ".input.data_type",
        fmt::format("{} is stated, and the model takes {}", input.data_type, tensor.data_type),
        "mlm verify tells more");
  }
  if (!find_data_type(input.data_type)) {
    return refuse(input.field + ".input.data_type",
                  fmt::format("no runtime takes {}", input.data_type));
  }
  return {};
}

base::Result<void> check_axes(InputPlan& input, const TensorLayout& layout) {
  const auto has = [&](Axis axis) {
    return std::ranges::find(layout.axes, axis) != layout.axes.end();
  };
  const std::string field = input.field + ".input.dim_order";
  if (has(Axis::kTime)) return refuse(field, "series in time are not run yet");
  input.is_of_pixels = layout.is_of_pixels();
  if (input.is_of_pixels && layout.axes.front() != Axis::kBatch)
    return refuse(field, "without height and width each pixel is a sample, and `batch` is first");
  if (!input.is_of_pixels && (!has(Axis::kRow) || !has(Axis::kColumn)))
    return refuse(field, "it has one of height and width, and not the other");
  return {};
}

/// The tensor of the file that an input of the metadata is: by name, or by its place.
const artifact::Tensor& tensor_of(const std::vector<artifact::Tensor>& tensors,
                                  const mlm::ModelInput& input, std::size_t index) {
  const auto named = std::ranges::find(tensors, input.name.value_or(""), &artifact::Tensor::name);
  return named == tensors.end() ? tensors[index] : *named;
}

base::Result<InputPlan> plan_input(const mlm::ModelInput& stated, std::string field,
                                   const artifact::Tensor& tensor) {
  InputPlan input;
  input.field = std::move(field);
  STACMLM_TRY(const TensorLayout layout, tensor_layout(*stated.input, input.field));
  STACMLM_CHECK(check_axes(input, layout));
  input.tensor = tensor.name;
  for (const auto name : (*stated.input).dim_order.value_or({}))
    input.dimensions.emplace_back(name.value_or(""));
  STACMLM_CHECK(take_shape(input, layout, tensor));
  STACMLM_CHECK(take_type(input, stated, tensor));
  return input;
}

}  // namespace

base::Result<void> plan_inputs(Planning& planning) {
  const auto inputs = planning.model.input.value_or({});
  if (inputs.empty()) return refuse("mlm:input", "no input is stated");
  if (inputs.size() > 1) return refuse("mlm:input", "models with several inputs are not run yet");
  const auto count = static_cast<std::size_t>(inputs.size());
  if (!planning.file.inputs || planning.file.inputs->size() != count) {
    return refuse("mlm:input",
                  fmt::format("{} input{} stated, and the model takes {}", count,
                              count == 1 ? " is" : "s are",
                              planning.file.inputs ? planning.file.inputs->size() : 0));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::string field = fmt::format("mlm:input[{}]", i);
    const auto stated = inputs[i];
    if (!stated || !(*stated).input)
      return refuse(field, "it has no `input` that tells shape, dim_order and data_type");
    STACMLM_TRY(InputPlan input,
                plan_input(*stated, field, tensor_of(*planning.file.inputs, *stated, i)));
    planning.inputs.push_back(*stated);
    planning.plan.inputs.push_back(std::move(input));
  }
  const auto& all = planning.plan.inputs;
  if (std::ranges::any_of(all, [&](const InputPlan& input) {
        return input.is_of_pixels != all.front().is_of_pixels;
      }))
    return refuse("mlm:input", "some have height and width, and some are of pixels");
  return {};
}

}  // namespace stacmlm::run
