// SPDX-License-Identifier: Apache-2.0
// The operators of the reference evaluator: each in the plainest way, float32 and sums of float64,
// every element worked out in the same order wherever it is.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "run/graph/graph.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run::evaluator {

/// What an operator gets. Inputs that are left out are null.
struct Call {
  const graph::Node& node;
  std::int64_t operator_set = 0;
  std::vector<const Tensor*> inputs;
  std::uint64_t room = 0;  ///< bytes that its results may take

  /// An input; an Error if it is not there.
  [[nodiscard]] base::Result<const Tensor*> input(std::size_t index) const;
  /// ... if its elements are float32.
  [[nodiscard]] base::Result<const Tensor*> floats(std::size_t index) const;
  /// ... with four dimensions.
  [[nodiscard]] base::Result<const Tensor*> image(std::size_t index) const;
  [[nodiscard]] bool has(std::size_t index) const {
    return index < inputs.size() && inputs[index] != nullptr;
  }
  /// Numbers of an attribute, or of the input that took its place in later operators.
  [[nodiscard]] base::Result<std::vector<std::int64_t>> integers(std::string_view attribute,
                                                                 std::size_t index) const;
  /// A dimension, counted from the end if below 0.
  [[nodiscard]] base::Result<std::size_t> axis(std::int64_t axis, std::size_t rank) const;
  /// The Error of this operator.
  [[nodiscard]] tl::unexpected<base::Error> fail(std::string_view why) const;
};

using Results = base::Result<std::vector<Tensor>>;
using Function = Results (*)(const Call&);

struct Operator {
  std::string_view type;
  Function run;
};

std::span<const Operator> window_operators();  ///< convolutions and pools
std::span<const Operator> pixel_operators();   ///< element by element
std::span<const Operator> layout_operators();  ///< what moves elements
std::span<const Operator> resize_operators();
std::span<const Operator> channel_operators();  ///< sums over channels or whole images

/// Zeros; an Error if there are more than an evaluator is for.
base::Result<Tensor> make(const Call& call, DataType type, std::vector<std::int64_t> shape);

/// An Error if that many additions and more are not what an evaluator is for.
base::Result<void> check_work(const Call& call, std::initializer_list<std::int64_t> factors);

/// One Tensor as the only result.
inline Results one(Tensor tensor) {
  std::vector<Tensor> results;
  results.push_back(std::move(tensor));
  return results;
}

/// Elements in front of a dimension, of it, and behind it.
struct Parts {
  std::size_t outer = 1;
  std::size_t size = 1;
  std::size_t inner = 1;
};
Parts parts_of(const std::vector<std::int64_t>& shape, std::size_t axis);

/// What a kernel does along one axis.
struct Window {
  std::int64_t kernel = 1;
  std::int64_t dilation = 1;
  std::int64_t stride = 1;
  std::int64_t before = 0;  ///< padding
  std::int64_t after = 0;
  std::int64_t outputs = 0;

  [[nodiscard]] std::int64_t extent() const { return dilation * (kernel - 1) + 1; }
};

/// The windows of rows and columns of an image of that size.
base::Result<std::vector<Window>> windows_of(const Call& call, const Tensor& image,
                                             std::vector<std::int64_t> kernel);

}  // namespace stacmlm::run::evaluator
