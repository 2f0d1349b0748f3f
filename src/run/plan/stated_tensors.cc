// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "run/plan/planning.h"
#include "run/postprocess/output_axes.h"

namespace stacmlm::run {
namespace {

/// What the metadata call it, if that is the name of no other.
std::string name_of(std::string_view stated, std::string_view what,
                    const std::vector<artifact::Tensor>& others) {
  const bool is_taken = std::ranges::find(others, stated, &artifact::Tensor::name) != others.end();
  if (!stated.empty() && !is_taken) return std::string(stated);
  return fmt::format("{}_{}", what, others.size());
}

/// Height and width follow from the tile.
artifact::Tensor stated_output(const mlm::ModelOutput& output) {
  artifact::Tensor tensor;
  const auto result = output.result.value_or({});
  const auto order = result.dim_order.value_or({});
  const auto sizes = result.shape.value_or({});
  if (sizes.empty() || sizes.size() != order.size()) return tensor;
  tensor.shape.emplace();
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const OutputAxis axis = output_axis_of(order[i].value_or(""));
    const bool is_place = axis == OutputAxis::kRow || axis == OutputAxis::kColumn;
    tensor.shape->push_back({is_place ? -1 : sizes[i].value_or(-1), {}});
  }
  return tensor;
}

}  // namespace

void take_stated_tensors(Planning& planning) {
  artifact::ModelFile& file = planning.file;
  if (file.inputs || file.outputs) return;
  file.inputs.emplace();
  for (const auto input : planning.model.input.value_or({})) {
    artifact::Tensor tensor;
    tensor.name = name_of(input ? (*input).name.value_or("") : "", "input", *file.inputs);
    planning.plan.untold_inputs.push_back(tensor.name);
    file.inputs->push_back(std::move(tensor));
  }
  file.outputs.emplace();
  for (const auto output : planning.model.output.value_or({})) {
    artifact::Tensor tensor = output ? stated_output(*output) : artifact::Tensor();
    tensor.name = name_of(output ? (*output).name.value_or("") : "", "output", *file.outputs);
    planning.plan.untold_outputs.push_back(tensor.name);
    file.outputs->push_back(std::move(tensor));
  }
}

}  // namespace stacmlm::run
