// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/nearest.h"
#include "run/plan/class_values.h"
#include "run/plan/output_form.h"
#include "run/plan/plan_detection.h"
#include "run/plan/planning.h"
#include "run/postprocess/output_axes.h"

namespace stacmlm::run {
namespace {

/// Bands of a GeoTIFF, columns of a layer.
constexpr std::int64_t kMostChannels = 65535;

/// The output of the metadata that is kept, and its index.
base::Result<std::size_t> choose_output(Planning& planning) {
  const auto outputs = planning.model.output.value_or({});
  if (outputs.empty()) return refuse("mlm:output", "no output is stated");
  const std::string& wanted = planning.options.output;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto output = outputs[i];
    names.emplace_back(output ? (*output).name.value_or("") : "");
    if (!wanted.empty() && names.back() == wanted) return i;
  }
  if (!wanted.empty()) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--model-output {}: there is {}", wanted, fmt::join(names, ", ")));
  }
  if (outputs.size() > 1)
    planning.ask("mlm:output", "the model has several outputs", "--model-output", names);
  return 0;
}

/// The tensor of the file that an output of the metadata is: by name, or by its place.
base::Result<const artifact::Tensor*> find_tensor(const Planning& planning, std::size_t index) {
  const auto& tensors = planning.file.outputs;
  if (!tensors || tensors->empty())
    return refuse("mlm:output", "the model file does not say what it gives");
  const std::string_view name = planning.output.name.value_or("");
  const auto named = std::ranges::find(*tensors, name, &artifact::Tensor::name);
  if (named != tensors->end()) return &*named;
  if (index >= tensors->size()) {
    return refuse(fmt::format("mlm:output[{}]", index),
                  fmt::format("the model gives {} outputs", tensors->size()));
  }
  return &(*tensors)[index];
}

base::Result<void> take_shape(Planning& planning, const std::string& field,
                              const artifact::Tensor& tensor) {
  OutputPlan& output = planning.plan.output;
  const auto result = planning.output.result.value_or({});
  const auto order = result.dim_order.value_or({});
  const auto sizes = result.shape.value_or({});
  for (const auto name : order) output.dimensions.emplace_back(name.value_or(""));
  for (const auto size : sizes) output.shape.push_back(size.value_or(-1));
  if (output.dimensions.empty() || output.shape.size() != output.dimensions.size())
    return refuse(field + ".result", "shape and dim_order do not tell the same dimensions");
  if (!tensor.shape) return {};
  if (tensor.shape->size() != output.dimensions.size()) {
    return refuse(field + ".result.shape",
                  fmt::format("{} dimensions are stated, and the model gives {}",
                              output.dimensions.size(), tensor.shape->size()),
                  "mlm verify tells more");
  }
  for (std::size_t i = 0; i < output.dimensions.size(); ++i) {
    const std::int64_t given = (*tensor.shape)[i].size;
    const bool is_place = output_axis_of(output.dimensions[i]) == OutputAxis::kRow ||
                          output_axis_of(output.dimensions[i]) == OutputAxis::kColumn;
    if (given > 0 && output.shape[i] > 0 && given != output.shape[i]) {
      return refuse(fmt::format("{}.result.shape[{}]", field, i),
                    fmt::format("{} is stated for `{}`, and the model gives {}", output.shape[i],
                                output.dimensions[i], given),
                    "mlm verify tells more");
    }
    // The file has the last word; sizes of images follow from the tile.
    if (given > 0 || is_place) output.shape[i] = given;
  }
  return {};
}

base::Result<void> check_axes(const OutputPlan& output, const std::string& field,
                              bool is_of_pixels) {
  const bool has_rows = find_axis(output.dimensions, OutputAxis::kRow) >= 0;
  const bool has_columns = find_axis(output.dimensions, OutputAxis::kColumn) >= 0;
  if (is_of_pixels) {
    if (has_rows || has_columns ||
        output_axis_of(output.dimensions.front()) != OutputAxis::kBatch) {
      return refuse(field + ".result.dim_order",
                    "the model takes pixels: its results begin with `batch`, and have no height "
                    "and width");
    }
  } else if (has_rows != has_columns) {
    return refuse(field + ".result.dim_order",
                  "results with one of height and width are not written");
  }
  for (std::size_t i = 0; i < output.dimensions.size(); ++i) {
    if (output_axis_of(output.dimensions[i]) == OutputAxis::kOther && output.shape[i] != 1) {
      return refuse(
          fmt::format("{}.result.dim_order[{}]", field, i),
          fmt::format("the dimension {} is not known", rules::shown(output.dimensions[i])));
    }
  }
  return {};
}

/// Runtimes give all outputs, and take tensors of numbers alone.
base::Result<void> check_given(const Planning& planning) {
  if (planning.file.format != "onnx" || !planning.file.outputs) return {};
  for (const artifact::Tensor& tensor : *planning.file.outputs) {
    if (tensor.data_type.empty() && !tensor.shape) {
      return refuse(
          "mlm:output",
          fmt::format("the model gives {}, which is no tensor", rules::shown(tensor.name)),
          "skl2onnx writes tensors with options={'zipmap': False}");
    }
    if (tensor.data_type == "string") {
      return refuse("mlm:output",
                    fmt::format("the model gives {}, which is texts", rules::shown(tensor.name)),
                    "classes that are numbers, or a model without that output, can be run");
    }
  }
  return {};
}

/// The first task that says what becomes of the output.
std::string task_of(const Planning& planning) {
  for (const auto& tasks :
       {planning.output.tasks.value_or({}), planning.model.tasks.value_or({})}) {
    for (const auto task : tasks)
      if (task) return std::string(*task);
  }
  return {};
}

}  // namespace

base::Result<void> plan_output(Planning& planning) {
  if (is_detector(planning)) return plan_detection(planning);
  STACMLM_TRY(const std::size_t index, choose_output(planning));
  const std::string field = fmt::format("mlm:output[{}]", index);
  const auto chosen = planning.model.output.value_or({})[index];
  if (!chosen) return refuse(field, "it is no object");
  planning.output = *chosen;
  OutputPlan& output = planning.plan.output;
  output.field = field;
  STACMLM_CHECK(check_given(planning));
  STACMLM_TRY(const artifact::Tensor* tensor, find_tensor(planning, index));
  output.tensors = {tensor->name};
  output.task = task_of(planning);
  STACMLM_CHECK(take_shape(planning, field, *tensor));
  STACMLM_CHECK(check_axes(output, field, planning.plan.is_of_pixels()));
  const int channel = find_axis(output.dimensions, OutputAxis::kChannel);
  output.channels = channel < 0 ? 1 : output.shape[static_cast<std::size_t>(channel)];
  if (output.channels <= 0) {
    return refuse(field + ".result.shape",
                  fmt::format("neither it nor the model says how many `{}` there are",
                              output.dimensions[static_cast<std::size_t>(channel)]));
  }
  if (output.channels > kMostChannels) {
    return refuse(field + ".result.shape",
                  fmt::format("{} `{}` are more than any file has room for", output.channels,
                              output.dimensions[static_cast<std::size_t>(channel)]));
  }
  output.classes = classes_of(planning.output);
  return choose_form(planning);
}

}  // namespace stacmlm::run
