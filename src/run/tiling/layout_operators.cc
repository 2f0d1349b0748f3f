// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

using graph::Node;

std::optional<std::vector<std::size_t>> axes_of(const std::vector<std::int64_t>& axes,
                                                std::size_t rank) {
  std::vector<std::size_t> places;
  for (std::int64_t axis : axes) {
    if (axis < 0) axis += static_cast<std::int64_t>(rank);
    if (axis < 0 || axis >= static_cast<std::int64_t>(rank)) return std::nullopt;
    places.push_back(static_cast<std::size_t>(axis));
  }
  std::ranges::sort(places);
  if (std::ranges::adjacent_find(places) != places.end()) return std::nullopt;
  return places;
}

/// Takes dimensions away.
void drop(Value& value, const std::vector<std::size_t>& axes) {
  for (std::size_t i = axes.size(); i-- > 0;) {
    value.shape->erase(value.shape->begin() + static_cast<std::ptrdiff_t>(axes[i]));
    for (AxisState& state : value.axes)
      if (state.axis > axes[i]) --state.axis;
  }
}

void transpose(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const auto order = node.integers("perm", {});
  if (image == nullptr || order.size() != image->rank())
    return walk.refuse(node, "changes the order of all dimensions");
  Value value = *image;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto from = static_cast<std::size_t>(order[i]);
    if (from >= order.size()) return walk.refuse(node, "has no order of dimensions");
    (*value.shape)[i] = image->size(from);
    for (std::size_t k = 0; k < 2; ++k)
      if (image->axes[k].axis == from) value.axes[k].axis = i;
  }
  walk.set(node, 0, std::move(value));
}

void squeeze(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const auto given = walk.integers(node, 1, "axes");
  const auto axes = image != nullptr && given ? axes_of(*given, image->rank()) : std::nullopt;
  if (!axes ||
      std::ranges::any_of(*axes, [&](std::size_t axis) { return image->is_spatial(axis); }))
    return walk.refuse(node, "drops dimensions that cannot be told");
  Value value = *image;
  drop(value, *axes);
  walk.set(node, 0, std::move(value));
}

void unsqueeze(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const auto given = walk.integers(node, 1, "axes");
  const auto axes =
      image != nullptr && given ? axes_of(*given, image->rank() + given->size()) : std::nullopt;
  if (!axes || !image->is_image) return walk.refuse(node, "adds dimensions that cannot be told");
  Value value = *image;
  for (const std::size_t axis : *axes) {
    value.shape->insert(value.shape->begin() + static_cast<std::ptrdiff_t>(axis), 1);
    for (AxisState& state : value.axes)
      if (state.axis >= axis) ++state.axis;
  }
  walk.set(node, 0, std::move(value));
}

void reduce(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const bool is_place = node.type.starts_with("Arg");
  auto given = is_place ? std::optional(std::vector{node.integer("axis", 0)})
                        : walk.integers(node, 1, "axes");
  const auto axes = image != nullptr && given ? axes_of(*given, image->rank()) : std::nullopt;
  if (!axes || axes->empty() ||
      std::ranges::any_of(*axes, [&](std::size_t axis) { return image->is_spatial(axis); })) {
    return walk.refuse(node, "looks at the whole image");
  }
  Value value = *image;
  if (node.integer("keepdims", 1) != 0) {
    for (const std::size_t axis : *axes) (*value.shape)[axis] = 1;
  } else {
    drop(value, *axes);
  }
  walk.set(node, 0, std::move(value));
}

void gather(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const Value* places = walk.input(node, 1);
  if (image == nullptr || !image->is_image || places == nullptr || !places->shape ||
      places->is_image || places->rank() > 1) {
    return walk.refuse(node, "picks places that cannot be told");
  }
  const auto axes = axes_of({node.integer("axis", 0)}, image->rank());
  if (!axes || image->is_spatial(axes->front()))
    return walk.refuse(node, "picks rows or columns of the image");
  Value value = *image;
  if (places->rank() == 1) {
    (*value.shape)[axes->front()] = places->size(0);
  } else {
    drop(value, *axes);
  }
  walk.set(node, 0, std::move(value));
}

void expand(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const auto shape = walk.integers(node, 1, "");
  if (image == nullptr || !image->is_image || !shape || shape->size() != image->rank())
    return walk.refuse(node, "repeats the image");
  Value value = *image;
  for (std::size_t i = 0; i < shape->size(); ++i) {
    if (value.is_spatial(i) && (*shape)[i] != 1 && (*shape)[i] != value.size(i))
      return walk.refuse(node, "repeats the image");
    (*value.shape)[i] = std::max((*shape)[i], value.size(i));
  }
  walk.set(node, 0, std::move(value));
}

/// Rows and columns may stay what they are, at the end or in the middle, while others change.
void reshape(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  auto shape = walk.integers(node, 1, "shape");
  constexpr const char* kWhy = "takes rows and columns apart";
  if (image == nullptr || !image->is_image || !shape || node.integer("allowzero", 0) != 0)
    return walk.refuse(node, kWhy);
  double known = 1;
  double all = 1;
  for (const std::int64_t size : *image->shape) all *= static_cast<double>(size);
  for (std::size_t i = 0; i < shape->size(); ++i) {
    if ((*shape)[i] == 0 && i < image->rank()) (*shape)[i] = image->size(i);
    if ((*shape)[i] != -1) known *= static_cast<double>((*shape)[i]);
  }
  for (std::int64_t& size : *shape)
    if (size == -1 && known > 0 && all / known < 1e9) size = std::llround(all / known);
  const auto in_front = [](const std::vector<std::int64_t>& sizes, std::size_t end) {
    double product = 1;
    for (std::size_t i = 0; i < end; ++i) product *= static_cast<double>(sizes[i]);
    return product;
  };
  Value value = *image;
  for (AxisState& state : value.axes) {
    std::size_t found = shape->size();
    for (std::size_t i = 0; i < shape->size(); ++i) {
      if ((*shape)[i] == image->size(state.axis) &&
          in_front(*shape, i) == in_front(*image->shape, state.axis))
        found = i;
    }
    if (found == shape->size()) return walk.refuse(node, kWhy);
    state.axis = found;
  }
  value.shape = std::move(*shape);
  if (in_front(*value.shape, value.rank()) != in_front(*image->shape, image->rank()))
    return walk.refuse(node, kWhy);
  walk.set(node, 0, std::move(value));
}

constexpr Operator kOperators[] = {
    {"ArgMax", reduce},          {"ArgMin", reduce},       {"Expand", expand},
    {"Gather", gather},          {"ReduceL1", reduce},     {"ReduceL2", reduce},
    {"ReduceLogSumExp", reduce}, {"ReduceMax", reduce},    {"ReduceMean", reduce},
    {"ReduceMin", reduce},       {"ReduceProd", reduce},   {"ReduceSum", reduce},
    {"ReduceSumSquare", reduce}, {"Reshape", reshape},     {"Squeeze", squeeze},
    {"Transpose", transpose},    {"Unsqueeze", unsqueeze},
};

}  // namespace

std::span<const Operator> layout_operators() { return kOperators; }

}  // namespace stacmlm::run
