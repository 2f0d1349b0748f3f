// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "run/plan/constant_inputs.h"
#include "run/plan/planning.h"
#include "run/preprocess/tensor_layout.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kMostBatch = 4096;

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
    input.shape[i] = taken;
  }
  return {};
}

base::Result<std::string> type_of(const mlm::ModelInput& stated, const std::string& field,
                                  const artifact::Tensor& tensor) {
  std::string type(stated.input.value_or({}).data_type.value_or(""));
  if (!tensor.data_type.empty() && tensor.data_type != type) {
    return refuse(field + ".input.data_type",
                  fmt::format("{} is stated, and the model takes {}", type, tensor.data_type),
                  "mlm verify tells more");
  }
  if (!find_data_type(type))
    return refuse(field + ".input.data_type", fmt::format("no runtime takes {}", type));
  return type;
}

base::Result<void> check_axes(InputPlan& input, const TensorLayout& layout) {
  const auto has = [&](Axis axis) {
    return std::ranges::find(layout.axes, axis) != layout.axes.end();
  };
  const std::string field = input.field + ".input.dim_order";
  input.is_of_pixels = layout.is_of_pixels();
  if (input.is_of_pixels && layout.axes.front() != Axis::kBatch)
    return refuse(field, "without height and width each pixel is a sample, and `batch` is first");
  if (!input.is_of_pixels && (!has(Axis::kRow) || !has(Axis::kColumn)))
    return refuse(field, "it has one of height and width, and not the other");
  return {};
}

/// A series has as many scenes as the model takes times.
base::Result<void> take_times(InputPlan& input, const TensorLayout& layout, const Scene& scene) {
  const auto time = std::ranges::find(layout.axes, Axis::kTime);
  if (time == layout.axes.end()) return {};
  const auto at = static_cast<std::size_t>(time - layout.axes.begin());
  const std::int64_t wanted = input.shape[at] > 0 ? input.shape[at] : layout.shape[at];
  input.times = scene.times.size();
  if (wanted < 0 || static_cast<std::size_t>(wanted) == input.times) return {};
  return refuse(fmt::format("{}.input.shape[{}]", input.field, at),
                fmt::format("the model takes {} times, and there {} {}", wanted,
                            input.times == 1 ? "is" : "are", input.times),
                "--stack makes one series of several scenes");
}

/// The tensors of the file that the inputs of the metadata are: by name, the others by their place
/// among the others.
std::vector<const artifact::Tensor*> tensors_of(const std::vector<artifact::Tensor>& tensors,
                                                const std::vector<mlm::ModelInput>& inputs) {
  std::vector<const artifact::Tensor*> all;
  const auto is_taken = [&](const artifact::Tensor& tensor) {
    return std::ranges::find(all, &tensor) != all.end();
  };
  for (const mlm::ModelInput& input : inputs) {
    const auto named = std::ranges::find(tensors, input.name.value_or(""), &artifact::Tensor::name);
    all.push_back(named == tensors.end() || is_taken(*named) ? nullptr : &*named);
  }
  for (const artifact::Tensor*& tensor : all) {
    if (tensor != nullptr) continue;
    const auto next = std::ranges::find_if_not(tensors, is_taken);
    if (next != tensors.end()) tensor = &*next;
  }
  return all;
}

base::Result<InputPlan> plan_input(const mlm::ModelInput& stated, std::size_t index,
                                   const artifact::Tensor& tensor, const Scene& scene) {
  InputPlan input;
  input.index = index;
  input.field = fmt::format("mlm:input[{}]", index);
  STACMLM_TRY(const TensorLayout layout, tensor_layout(*stated.input, input.field));
  STACMLM_CHECK(check_axes(input, layout));
  input.tensor = tensor.name;
  for (const auto name : (*stated.input).dim_order.value_or({}))
    input.dimensions.emplace_back(name.value_or(""));
  STACMLM_CHECK(take_shape(input, layout, tensor));
  STACMLM_CHECK(take_times(input, layout, scene));
  STACMLM_TRY(input.data_type, type_of(stated, input.field, tensor));
  return input;
}

/// Tiles of all inputs are the same pixels of the scene: inputs have one size.
base::Result<void> check_sizes(const std::vector<InputPlan>& inputs,
                               const std::vector<TensorLayout>& layouts) {
  for (const Axis axis : {Axis::kRow, Axis::kColumn}) {
    std::int64_t first = -1;
    std::size_t whose = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto found = std::ranges::find(layouts[i].axes, axis);
      if (found == layouts[i].axes.end()) continue;
      const auto at = static_cast<std::size_t>(found - layouts[i].axes.begin());
      const std::int64_t size =
          inputs[i].shape[at] > 0 ? inputs[i].shape[at] : layouts[i].shape[at];
      if (size > 0 && first > 0 && size != first) {
        return refuse(fmt::format("{}.input.shape[{}]", inputs[i].field, at),
                      fmt::format("{} pixels, and {} takes {}: inputs of different sizes are not "
                                  "run",
                                  size, inputs[whose].field, first),
                      "a model file that resizes by itself can be run");
      }
      if (size <= 0 || first > 0) continue;
      first = size;
      whose = i;
    }
  }
  return {};
}

/// Images that the model takes at once: where its file leaves no choice, all inputs have as many.
base::Result<std::int64_t> batch_of(const std::vector<InputPlan>& inputs,
                                    const std::vector<TensorLayout>& layouts) {
  if (inputs.front().is_of_pixels) return 1;
  std::int64_t batch = -1;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto axis = std::ranges::find(layouts[i].axes, Axis::kBatch);
    const bool has_one = axis != layouts[i].axes.end();
    const std::int64_t taken =
        has_one ? inputs[i].shape[static_cast<std::size_t>(axis - layouts[i].axes.begin())] : 1;
    if (taken > kMostBatch) {
      return refuse(
          inputs[i].field + ".input.shape",
          fmt::format("the model takes {} images at a time: {} are the most", taken, kMostBatch));
    }
    if (taken > 0 && batch > 0 && taken != batch) {
      return refuse(
          inputs[i].field + ".input.shape",
          fmt::format("the model takes {} images of it at a time, and {} of another input", taken,
                      batch));
    }
    batch = std::max(batch, taken);
  }
  return std::max<std::int64_t>(batch, 1);
}

}  // namespace

base::Result<void> plan_inputs(Planning& planning) {
  const auto inputs = planning.model.input.value_or({});
  if (inputs.empty()) return refuse("mlm:input", "no input is stated");
  const auto count = static_cast<std::size_t>(inputs.size());
  if (!planning.file.inputs || planning.file.inputs->size() != count) {
    return refuse("mlm:input",
                  fmt::format("{} input{} stated, and the model takes {}", count,
                              count == 1 ? " is" : "s are",
                              planning.file.inputs ? planning.file.inputs->size() : 0));
  }
  std::vector<mlm::ModelInput> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto stated = inputs[i];
    if (!stated || !(*stated).input) {
      return refuse(fmt::format("mlm:input[{}]", i),
                    "it has no `input` that tells shape, dim_order and data_type");
    }
    all.push_back(*stated);
  }
  const auto tensors = tensors_of(*planning.file.inputs, all);
  const std::vector<bool> are_constant = find_constants(all);
  std::vector<TensorLayout> layouts;
  for (std::size_t i = 0; i < count; ++i) {
    if (are_constant[i]) continue;
    STACMLM_TRY(InputPlan input, plan_input(all[i], i, *tensors[i], planning.scene));
    STACMLM_TRY(TensorLayout layout, tensor_layout(*all[i].input, input.field));
    layouts.push_back(std::move(layout));
    planning.inputs.push_back(all[i]);
    planning.plan.inputs.push_back(std::move(input));
  }
  STACMLM_TRY(planning.plan.tiles.batch, batch_of(planning.plan.inputs, layouts));
  for (std::size_t i = 0; i < count; ++i) {
    if (!are_constant[i]) continue;
    const std::string field = fmt::format("mlm:input[{}]", i);
    STACMLM_TRY(std::string type, type_of(all[i], field, *tensors[i]));
    STACMLM_CHECK(plan_constant(planning, i, all[i], *tensors[i], std::move(type)));
  }
  STACMLM_CHECK(check_constant_options(planning));
  return check_sizes(planning.plan.inputs, layouts);
}

}  // namespace stacmlm::run
