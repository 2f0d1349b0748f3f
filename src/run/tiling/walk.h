// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/graph/graph.h"
#include "run/tiling/field.h"
#include "run/tiling/fraction.h"

namespace stacmlm::run {

/// How an axis of a value hangs together with that of the input image, in its pixels: element i
/// depends on those from i * step - left to i * step + right.
struct AxisState {
  std::size_t axis = 0;  ///< dimension of the tensor
  Fraction step = 1;
  Fraction left;
  Fraction right;
  Fraction before;  ///< what nets without padding have lost in front of element 0

  friend bool operator==(const AxisState&, const AxisState&) = default;
};

/// What is known of a tensor in the net, for an image of a certain size.
struct Value {
  std::optional<std::vector<std::int64_t>> shape;
  std::optional<std::vector<double>> numbers;  ///< its elements, if they are few
  bool is_integer = false;
  bool is_image = false;
  bool is_lost = false;           ///< made of the image in a way that could not be followed
  std::array<AxisState, 2> axes;  ///< y and x, of an image

  [[nodiscard]] std::size_t rank() const { return shape ? shape->size() : 0; }
  [[nodiscard]] std::int64_t size(std::size_t axis) const { return (*shape)[axis]; }
  [[nodiscard]] bool is_spatial(std::size_t axis) const {
    return is_image && (axes[0].axis == axis || axes[1].axis == axis);
  }
};

/// A walk through a net with images of one size. What no tile can repeat is told and passed over.
class Walk {
 public:
  Walk(const graph::Graph& graph, std::span<const ImageAxes> inputs,
       std::array<std::int64_t, 2> size);

  void run();

  /// Null if no operator makes it.
  [[nodiscard]] const Value* find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& reasons() const { return reasons_; }
  /// Tensors were joined whose sizes do not agree: nets of this kind take other sizes.
  [[nodiscard]] bool has_mismatch() const { return has_mismatch_; }
  /// Steps of all values on the way.
  [[nodiscard]] const std::set<Fraction>& steps() const { return steps_; }
  [[nodiscard]] std::int64_t input_size(std::size_t which) const { return size_[which]; }

  // For the operators.
  [[nodiscard]] const graph::Graph& graph() const { return graph_; }
  /// An input of a node; null if it has none there or nothing is known of it.
  [[nodiscard]] const Value* input(const graph::Node& node, std::size_t index) const {
    return find(node.input(index));
  }
  /// Numbers of an input, or of an attribute where older operators have one.
  [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(const graph::Node& node,
                                                                  std::size_t index,
                                                                  std::string_view attribute) const;
  void set(const graph::Node& node, std::size_t output, Value value);
  /// Tiles cannot repeat what the node does: `Softmax "x" looks at ...`.
  void refuse(const graph::Node& node, std::string_view why);
  void mismatch() { has_mismatch_ = true; }

  /// Pixels of the input that elements of an axis do not cover.
  [[nodiscard]] Fraction lost(const Value& value, std::size_t which) const;
  /// From here on what lies beyond the ends of the axis is made up: elements that would see it must
  /// see beyond the ends of the image.
  void see_ends(Value& value, std::size_t which) const;

 private:
  void lose(const graph::Node& node);

  const graph::Graph& graph_;
  std::array<std::int64_t, 2> size_;
  std::map<std::string, Value, std::less<>> values_;
  std::vector<std::string> reasons_;
  std::set<Fraction> steps_;
  bool has_mismatch_ = false;
};

/// Follows one operator; its outputs that it does not set are lost.
using Follow = void (*)(Walk&, const graph::Node&);

struct Operator {
  std::string_view type;
  Follow follow;
};

/// Those that look around: convolutions, pools, padding, resizing.
std::span<const Operator> window_operators();
std::span<const Operator> resize_operators();
/// Those that look at one pixel, or at other channels of it.
std::span<const Operator> pixel_operators();
/// Those that move the dimensions of a tensor.
std::span<const Operator> layout_operators();
/// Follows an operator that works out sizes; false if it is none, or its inputs are not known.
bool follow_numbers(Walk& walk, const graph::Node& node);

}  // namespace stacmlm::run
