// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "run/tiling/fraction.h"
#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kLargestStride = 4096;
constexpr std::int64_t kMostRemainders = 512;   // that are tried
constexpr std::int64_t kMostSteps = 4'000'000;  // of all walks: operators, inputs, constants

/// Sizes of an image to walk with. Rows and columns differ, so that one is not taken for the other.
std::array<std::int64_t, 2> sizes_from(std::int64_t stride, std::int64_t remainder) {
  constexpr std::int64_t kEnough = 16384;
  const std::int64_t rows = (kEnough + stride - 1) / stride * stride;
  return {rows + remainder, rows + 3 * stride + remainder};
}

/// The smallest number of pixels that is a whole number of steps of each value.
std::int64_t stride_of(const std::set<Fraction>& steps) {
  std::int64_t over = 1;
  for (const Fraction& step : steps) {
    over = std::lcm(over, step.over);
    if (over > kLargestStride) return over;
  }
  return over;
}

base::Result<void> check_axes(const std::vector<artifact::Tensor>& tensors, const ImageAxes& axes) {
  const auto found = std::ranges::find(tensors, axes.name, &artifact::Tensor::name);
  if (found == tensors.end())
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("the model has no `{}`", axes.name));
  const bool has_axes = !found->shape || std::max(axes.y, axes.x) < found->shape->size();
  if (has_axes && axes.y != axes.x) return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("`{}` has no dimensions {} and {}", axes.name, axes.y, axes.x));
}

/// Sizes that the file fixes; 0 for those that are free.
std::array<std::int64_t, 2> fixed_sizes(const graph::Graph& graph,
                                        std::span<const ImageAxes> inputs) {
  std::array<std::int64_t, 2> sizes{};
  for (const ImageAxes& input : inputs) {
    const auto found = std::ranges::find(graph.inputs, input.name, &artifact::Tensor::name);
    if (!found->shape) continue;
    sizes[0] = std::max(sizes[0], (*found->shape)[input.y].size);
    sizes[1] = std::max(sizes[1], (*found->shape)[input.x].size);
  }
  return sizes;
}

/// The output, if the walk could follow it there and its rows and columns are where they should be.
const Value* output_of(const Walk& walk, const ImageAxes& output) {
  const Value* value = walk.find(output.name);
  const bool is_image = value != nullptr && value->is_image && value->axes[0].axis == output.y &&
                        value->axes[1].axis == output.x;
  return is_image ? value : nullptr;
}

AxisField axis_of(const Walk& walk, const Value& value, std::size_t which, std::int64_t stride) {
  const AxisState& state = value.axes[which];
  AxisField field;
  field.stride = stride;
  field.step = {state.step.over, state.step.under};
  field.left = state.left.ceil();
  field.right = state.right.ceil();
  const std::int64_t size = walk.input_size(which);
  field.remainder = size % stride;
  field.remainder_outputs =
      value.size(state.axis) - (size - field.remainder) / state.step.over * state.step.under;
  field.lost = std::max<std::int64_t>(0, walk.lost(value, which).ceil());
  field.before = std::clamp<std::int64_t>(state.before.floor(), 0, field.lost);
  return field;
}

bool is_same(const AxisField& a, const AxisField& b) {
  return a.step == b.step && a.left == b.left && a.right == b.right &&
         a.remainder_outputs == b.remainder_outputs && a.lost == b.lost && a.before == b.before;
}

/// What one walk tells.
NetworkField field_after(const Walk& walk, const ImageAxes& output, std::int64_t stride) {
  NetworkField field;
  field.reasons = walk.reasons();
  field.y.stride = field.x.stride = stride;
  if (const Value* value = output_of(walk, output)) {
    field.y = axis_of(walk, *value, 0, stride);
    field.x = axis_of(walk, *value, 1, stride);
  } else if (field.reasons.empty()) {
    field.reasons.push_back(fmt::format("the pixels could not be followed to `{}`", output.name));
  }
  field.is_exact = field.reasons.empty();
  return field;
}

}  // namespace

base::Result<NetworkField> field_of(const graph::Graph& graph, std::span<const ImageAxes> inputs,
                                    const ImageAxes& output) {
  for (const ImageAxes& input : inputs) {
    STACMLM_CHECK(check_axes(graph.inputs, input));
  }
  STACMLM_CHECK(check_axes(graph.outputs, output));
  const std::array<std::int64_t, 2> fixed = fixed_sizes(graph, inputs);
  const auto walk_with = [&](std::array<std::int64_t, 2> size) {
    for (std::size_t i = 0; i < 2; ++i)
      if (fixed[i] > 0) size[i] = fixed[i];
    Walk walk(graph, inputs, size);
    walk.run();
    return walk;
  };
  const std::int64_t stride = stride_of(walk_with(sizes_from(kLargestStride, 0)).steps());
  if (stride > kLargestStride) {
    NetworkField field;
    field.reasons.push_back(
        fmt::format("the net moves in steps of more than {} pixels", kLargestStride));
    return field;
  }
  auto length = static_cast<std::int64_t>(graph.nodes.size() + graph.constants.size() + 1);
  for (const graph::Node& node : graph.nodes) length += std::ssize(node.inputs);
  const std::int64_t tries = std::clamp<std::int64_t>(kMostSteps / length, 8, kMostRemainders);
  for (std::int64_t remainder = 0; remainder < std::min(stride, tries); ++remainder) {
    const auto sizes = sizes_from(stride, remainder);
    const Walk walk = walk_with(sizes);
    if (walk.has_mismatch()) continue;
    NetworkField field = field_after(walk, output, stride);
    const Walk larger = walk_with({sizes[0] + stride, sizes[1] + 2 * stride});
    const NetworkField other = field_after(larger, output, stride);
    if (field.is_exact &&
        !(is_same(field.y, other.y) && is_same(field.x, other.x) && other.is_exact)) {
      field.is_exact = false;
      field.reasons.emplace_back("what the net does to a pixel depends on the size of the image");
    }
    return field;
  }
  NetworkField field = field_after(walk_with(sizes_from(stride, 0)), output, stride);
  field.is_exact = false;
  field.reasons.emplace_back("parts of the net do not fit together at any size that was tried");
  return field;
}

}  // namespace stacmlm::run
