// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stacmlm::run {
namespace {

constexpr std::size_t kMostReasons = 8;
constexpr std::size_t kMostNumbers = 128;  // of one value: shapes, scales

/// What is done to weights that are stored small.
bool keeps_shape(std::string_view type) {
  return type == "DequantizeLinear" || type == "Cast" || type == "Identity";
}

/// Within these, no sum or product of Fractions overflows.
constexpr std::int64_t kLargestSide = std::int64_t{1} << 26U;
constexpr std::int64_t kLargestStep = std::int64_t{1} << 12U;
constexpr std::int64_t kLargestSize = std::int64_t{1} << 30U;  // of other dimensions
constexpr std::size_t kMostDimensions = 64;  // operators can add some thousands each

bool is_sane(const std::vector<std::int64_t>& shape) {
  return shape.size() <= kMostDimensions && std::ranges::all_of(shape, [](std::int64_t size) {
           return size >= 0 && size <= kLargestSize;
         });
}

Value value_of(const graph::Constant& constant) {
  Value value;
  if (!is_sane(constant.shape)) return value;
  value.shape = constant.shape;
  if (!constant.content || constant.content->elements() > kMostNumbers) return value;
  const Tensor& content = *constant.content;
  const auto take = [&](auto elements) { value.numbers.emplace(elements.begin(), elements.end()); };
  value.is_integer = content.type() == DataType::kInt64 || content.type() == DataType::kInt32;
  if (content.type() == DataType::kFloat32) take(content.values<float>());
  if (content.type() == DataType::kFloat64) take(content.values<double>());
  if (content.type() == DataType::kInt64) take(content.values<std::int64_t>());
  if (content.type() == DataType::kInt32) take(content.values<std::int32_t>());
  return value;
}

/// An input with 1 for sizes that are free.
Value value_of(const artifact::Tensor& tensor) {
  Value value;
  if (!tensor.shape) return value;
  const auto is_large = [](const artifact::Dimension& size) { return size.size > kLargestSize; };
  if (std::ranges::any_of(*tensor.shape, is_large)) return value;
  value.shape.emplace();
  for (const artifact::Dimension& size : *tensor.shape)
    value.shape->push_back(size.size < 0 ? 1 : size.size);
  return value;
}

const Operator* find_operator(std::string_view type) {
  for (const auto operators :
       {window_operators(), resize_operators(), pixel_operators(), layout_operators()}) {
    const auto found = std::ranges::find(operators, type, &Operator::type);
    if (found != operators.end()) return &*found;
  }
  return nullptr;
}

bool is_followed(const Value& value) {
  if (!value.is_image) return !value.shape || is_sane(*value.shape);
  return is_sane(*value.shape) && std::ranges::all_of(value.axes, [&](const AxisState& axis) {
           const std::int64_t size = value.size(axis.axis);
           return size > 0 && size <= kLargestSide && axis.step.over <= kLargestStep &&
                  axis.step.under <= kLargestStep && axis.left.is_small() &&
                  axis.right.is_small() && axis.before.is_small();
         });
}

}  // namespace

Walk::Walk(const graph::Graph& graph, std::span<const ImageAxes> inputs,
           std::array<std::int64_t, 2> size)
    : graph_(graph), size_{std::min(size[0], kLargestSide), std::min(size[1], kLargestSide)} {
  for (const auto& [name, constant] : graph.constants) values_.emplace(name, value_of(constant));
  for (const artifact::Tensor& tensor : graph.inputs) {
    Value value = value_of(tensor);
    if (const auto image = std::ranges::find(inputs, tensor.name, &ImageAxes::name);
        image != inputs.end()) {
      value.is_image = true;
      value.axes[0].axis = image->y;
      value.axes[1].axis = image->x;
      // A broken file may have two inputs of one name, with fewer dimensions.
      const std::size_t last = std::max(image->y, image->x);
      if (value.rank() <= last) value.shape.emplace(std::max<std::size_t>(4, last + 1), 1);
      (*value.shape)[image->y] = size_[0];
      (*value.shape)[image->x] = size_[1];
    }
    values_.insert_or_assign(tensor.name, std::move(value));
  }
}

const Value* Walk::find(std::string_view name) const {
  const auto found = name.empty() ? values_.end() : values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

void Walk::run() {
  for (const graph::Node& node : graph_.nodes) {
    const bool is_standard = node.domain == "ai.onnx";
    const bool has_graph = std::ranges::any_of(node.attributes, &graph::Attribute::has_graph);
    if (node.type == "Constant" && is_standard) {
      const auto tensor = std::ranges::find_if(
          node.attributes, [](const graph::Attribute& a) { return a.tensor.has_value(); });
      if (tensor != node.attributes.end()) set(node, 0, value_of(*tensor->tensor));
      continue;
    }
    if (is_standard && follow_numbers(*this, node)) continue;
    const auto inputs = [&](bool Value::*fact) {
      return std::ranges::any_of(node.inputs, [&](const std::string& name) {
        const Value* value = find(name);
        return value != nullptr && value->*fact;
      });
    };
    const bool sees_image = inputs(&Value::is_image);
    const Operator* known = is_standard && !has_graph ? find_operator(node.type) : nullptr;
    if (sees_image && known != nullptr) {
      known->follow(*this, node);
    } else if (sees_image) {
      refuse(node, "may look at the whole image");
    } else if (is_standard && keeps_shape(node.type)) {
      if (const Value* weights = input(node, 0); weights != nullptr && weights->shape) {
        Value value;
        value.shape = weights->shape;
        set(node, 0, std::move(value));
      }
    }
    if (sees_image || inputs(&Value::is_lost)) lose(node);
  }
}

void Walk::lose(const graph::Node& node) {
  for (const std::string& output : node.outputs) {
    if (output.empty() || values_.contains(output)) continue;
    Value value;
    value.is_lost = true;
    values_.emplace(output, std::move(value));
  }
}

std::optional<std::vector<std::int64_t>> Walk::integers(const graph::Node& node, std::size_t index,
                                                        std::string_view attribute) const {
  if (const graph::Attribute* found = node.find(attribute)) return found->integers;
  const Value* value = input(node, index);
  if (value == nullptr || !value->numbers) return std::nullopt;
  constexpr double kLargest = 1e15;  // ends of slices may be the largest number there is
  std::vector<std::int64_t> integers;
  for (const double number : *value->numbers) {
    if (!(number == number)) return std::nullopt;
    integers.push_back(static_cast<std::int64_t>(std::clamp(number, -kLargest, kLargest)));
  }
  return integers;
}

void Walk::set(const graph::Node& node, std::size_t output, Value value) {
  if (output >= node.outputs.size() || node.outputs[output].empty()) return;
  if (!is_followed(value)) {
    refuse(node, "has sizes beyond what is followed");
    return;
  }
  if (value.is_image)
    for (const AxisState& axis : value.axes) steps_.insert(axis.step);
  values_.insert_or_assign(node.outputs[output], std::move(value));
}

void Walk::refuse(const graph::Node& node, std::string_view why) {
  if (reasons_.size() < kMostReasons) reasons_.push_back(fmt::format("{} {}", node.told(), why));
}

Fraction Walk::lost(const Value& value, std::size_t which) const {
  const AxisState& axis = value.axes[which];
  return Fraction(size_[which]) - axis.step * value.size(axis.axis);
}

void Walk::see_ends(Value& value, std::size_t which) const {
  AxisState& axis = value.axes[which];
  axis.left = std::max(axis.left, Fraction(0));
  axis.right = std::max(axis.right, lost(value, which));
}

}  // namespace stacmlm::run
