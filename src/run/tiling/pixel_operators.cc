// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

using graph::Node;

/// Takes what the other sees around a pixel into account, and what it lacks.
void join_axes(Walk& walk, const Node& node, Value& value, const Value& other) {
  for (std::size_t i = 0; i < 2; ++i) {
    AxisState& to = value.axes[i];
    const AxisState& from = other.axes[i];
    if (to.step != from.step) return walk.refuse(node, "joins images of different resolution");
    if (value.size(to.axis) != other.size(from.axis)) walk.mismatch();
    to.left = std::max(to.left, from.left);
    to.right = std::max(to.right, from.right);
    // Where one of the two ends, so does the result: it is at most as long.
    std::int64_t& size = (*value.shape)[to.axis];
    size = std::min(size, other.size(from.axis));
  }
}

/// The shape of two that are stretched to each other.
std::vector<std::int64_t> broadcast(const std::vector<std::int64_t>& a,
                                    const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> shape(std::max(a.size(), b.size()), 1);
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t of_a = i < a.size() ? a[a.size() - 1 - i] : 1;
    const std::int64_t of_b = i < b.size() ? b[b.size() - 1 - i] : 1;
    shape[shape.size() - 1 - i] = of_a == 1 ? of_b : of_a;
  }
  return shape;
}

bool is_one_along(const Value& image, const Value& other) {
  return std::ranges::all_of(image.axes, [&](const AxisState& axis) {
    const std::size_t from_end = image.rank() - axis.axis;
    return from_end > other.rank() || other.size(other.rank() - from_end) == 1;
  });
}

void element_by_element(Walk& walk, const Node& node) {
  const auto first = std::ranges::find_if(node.inputs, [&](const std::string& name) {
    const Value* value = walk.find(name);
    return value != nullptr && value->is_image;
  });
  Value value = *walk.find(*first);
  std::vector<std::int64_t> shape = *value.shape;
  for (const std::string& name : node.inputs) {
    const Value* other = walk.find(name);
    if (name.empty() || name == *first) continue;
    if (other != nullptr && other->is_lost) continue;  // told before
    if (other == nullptr || !other->shape)
      return walk.refuse(node, "takes a value that is worked out");
    const bool is_aligned =
        !other->is_image ||
        (other->rank() - other->axes[0].axis == value.rank() - value.axes[0].axis &&
         other->rank() - other->axes[1].axis == value.rank() - value.axes[1].axis);
    if (!is_aligned) return walk.refuse(node, "joins rows with columns");
    if (other->is_image) {
      join_axes(walk, node, value, *other);
    } else if (!is_one_along(value, *other)) {
      walk.refuse(node, "has a value of its own for each place of the image");
    }
    shape = broadcast(shape, *other->shape);
  }
  const std::size_t more = shape.size() - value.rank();
  for (AxisState& axis : value.axes) {
    shape[axis.axis + more] = value.size(axis.axis);
    axis.axis += more;
  }
  value.shape = std::move(shape);
  value.numbers.reset();
  walk.set(node, 0, std::move(value));
}

/// The first input with further weights for its channels.
void channel_by_channel(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  if (image == nullptr || !image->is_image || image->is_spatial(1) ||
      node.integer("training_mode", 0) != 0) {
    return walk.refuse(node, "looks at the whole image");
  }
  walk.set(node, 0, *image);
}

/// As above, but the statistics are those of the image.
void whole_image(Walk& walk, const Node& node) {
  walk.refuse(node, "looks at the whole image");
  if (const Value* image = walk.input(node, 0); image != nullptr && image->is_image)
    walk.set(node, 0, *image);
}

void global_pool(Walk& walk, const Node& node) { walk.refuse(node, "looks at the whole image"); }

std::optional<std::size_t> axis_of(const Value& value, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(value.rank());
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank) return std::nullopt;
  return static_cast<std::size_t>(axis);
}

void softmax(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  if (image == nullptr || !image->is_image) return;
  const bool is_old = walk.graph().operator_set < 13;
  const auto axis = axis_of(*image, node.integer("axis", is_old ? 1 : -1));
  bool sees_place = !axis || image->is_spatial(*axis);
  // It took all dimensions from that one on together.
  for (std::size_t i = axis.value_or(0); is_old && i < image->rank(); ++i)
    sees_place |= image->is_spatial(i);
  if (sees_place) walk.refuse(node, "looks at the whole image");
  walk.set(node, 0, *image);
}

void layer_norm(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  if (image == nullptr || !image->is_image) return;
  const auto axis = axis_of(*image, node.integer("axis", -1));
  for (std::size_t i = axis.value_or(0); i < image->rank(); ++i)
    if (image->is_spatial(i)) return whole_image(walk, node);
  walk.set(node, 0, *image);
}

void concat(Walk& walk, const Node& node) {
  std::optional<Value> joined;
  std::int64_t channels = 0;
  for (const std::string& name : node.inputs) {
    const Value* next = walk.find(name);
    if (next == nullptr || !next->is_image || (joined && joined->rank() != next->rank()))
      return walk.refuse(node, "joins the image with something else");
    const auto axis = axis_of(*next, node.integer("axis", 1));
    if (!axis || next->is_spatial(*axis)) return walk.refuse(node, "joins images side by side");
    channels += next->size(*axis);
    if (joined) {
      for (std::size_t i = 0; i < 2; ++i)
        if (joined->axes[i].axis != next->axes[i].axis)
          return walk.refuse(node, "joins rows with columns");
      join_axes(walk, node, *joined, *next);
    } else {
      joined = *next;
    }
    (*joined->shape)[*axis] = channels;
  }
  if (joined) walk.set(node, 0, *std::move(joined));
}

void split(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  if (image == nullptr || !image->is_image) return;
  const auto axis = axis_of(*image, node.integer("axis", 0));
  if (!axis || image->is_spatial(*axis)) return walk.refuse(node, "takes the image apart");
  const auto sizes = walk.integers(node, 1, "split");
  const auto parts = static_cast<std::int64_t>(node.outputs.size());
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    Value value = *image;
    const std::int64_t size = (image->size(*axis) + parts - 1) / parts;
    (*value.shape)[*axis] = sizes && i < sizes->size() ? (*sizes)[i] : size;
    walk.set(node, i, std::move(value));
  }
}

/// Without the first inputs being images, a product mixes all places.
void matrix_product(Walk& walk, const Node& node) {
  const Value* image = walk.input(node, 0);
  const Value* matrix = walk.input(node, 1);
  const bool is_layer = image != nullptr && image->is_image && matrix != nullptr &&
                        !matrix->is_image && matrix->rank() == 2 &&
                        !image->is_spatial(image->rank() - 1);
  if (!is_layer) return walk.refuse(node, "looks at the whole image");
  Value value = *image;
  value.shape->back() = matrix->shape->back();
  walk.set(node, 0, std::move(value));
}

constexpr Operator kOperators[] = {
    {"Abs", element_by_element},
    {"Add", element_by_element},
    {"And", element_by_element},
    {"BatchNormalization", channel_by_channel},
    {"Cast", element_by_element},
    {"Ceil", element_by_element},
    {"Celu", element_by_element},
    {"Clip", element_by_element},
    {"Concat", concat},
    {"Cos", element_by_element},
    {"DequantizeLinear", channel_by_channel},
    {"Div", element_by_element},
    {"Dropout", channel_by_channel},
    {"Elu", element_by_element},
    {"Equal", element_by_element},
    {"Erf", element_by_element},
    {"Exp", element_by_element},
    {"Floor", element_by_element},
    {"Gelu", element_by_element},
    {"GlobalAveragePool", global_pool},
    {"GlobalLpPool", global_pool},
    {"GlobalMaxPool", global_pool},
    {"Greater", element_by_element},
    {"GreaterOrEqual", element_by_element},
    {"GroupNormalization", whole_image},
    {"HardSigmoid", element_by_element},
    {"HardSwish", element_by_element},
    {"Identity", element_by_element},
    {"InstanceNormalization", whole_image},
    {"IsNaN", element_by_element},
    {"LRN", channel_by_channel},
    {"LayerNormalization", layer_norm},
    {"LeakyRelu", element_by_element},
    {"Less", element_by_element},
    {"LessOrEqual", element_by_element},
    {"Log", element_by_element},
    {"LogSoftmax", softmax},
    {"MatMul", matrix_product},
    {"Max", element_by_element},
    {"Mean", element_by_element},
    {"Min", element_by_element},
    {"Mish", element_by_element},
    {"Mod", element_by_element},
    {"Mul", element_by_element},
    {"Neg", element_by_element},
    {"Not", element_by_element},
    {"Or", element_by_element},
    {"PRelu", element_by_element},
    {"Pow", element_by_element},
    {"QuantizeLinear", channel_by_channel},
    {"Reciprocal", element_by_element},
    {"Relu", element_by_element},
    {"Round", element_by_element},
    {"Selu", element_by_element},
    {"Sigmoid", element_by_element},
    {"Sign", element_by_element},
    {"Sin", element_by_element},
    {"Softmax", softmax},
    {"Softplus", element_by_element},
    {"Softsign", element_by_element},
    {"Split", split},
    {"Sqrt", element_by_element},
    {"Sub", element_by_element},
    {"Sum", element_by_element},
    {"Tanh", element_by_element},
    {"ThresholdedRelu", element_by_element},
    {"Where", element_by_element},
    {"Xor", element_by_element},
};

}  // namespace

std::span<const Operator> pixel_operators() { return kOperators; }

}  // namespace stacmlm::run
