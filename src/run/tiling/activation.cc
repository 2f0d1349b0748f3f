// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/activation.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

constexpr double kElement = 4;  // bytes: few nets compute in anything else

/// Runtimes put the result in the place of the input.
bool works_in_place(std::string_view type) {
  constexpr std::string_view kTypes[] = {"Add",       "BatchNormalization",
                                         "Clip",      "Div",
                                         "Dropout",   "Elu",
                                         "Flatten",   "HardSigmoid",
                                         "HardSwish", "Identity",
                                         "LeakyRelu", "Mul",
                                         "PRelu",     "Relu",
                                         "Reshape",   "Sigmoid",
                                         "Softmax",   "Squeeze",
                                         "Sub",       "Tanh",
                                         "Unsqueeze"};
  return std::ranges::find(kTypes, type) != std::end(kTypes);
}

class Count {
 public:
  Count(const graph::Graph& graph, const Walk& walk) : graph_(graph), walk_(walk) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
      for (const std::string& name : graph.nodes[i].inputs) last_use_[name] = i;
    for (const artifact::Tensor& output : graph.outputs)
      last_use_[output.name] = graph.nodes.size();
    for (const artifact::Tensor& tensor : graph.inputs) {
      sizes_[tensor.name] = std::max(0.0, bytes_of(tensor.name));
      last_use_[tensor.name] = graph.nodes.size();  // the caller's, and never given back
    }
  }

  Activation run() {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) add(i);
    return result_;
  }

 private:
  /// -1: not known.
  [[nodiscard]] double bytes_of(std::string_view name) const {
    const Value* value = walk_.find(name);
    if (value == nullptr || !value->shape) return -1;
    double bytes = kElement;
    for (const std::int64_t size : *value->shape) bytes *= static_cast<double>(size);
    return bytes;
  }

  /// Operators that are not followed mostly keep the size of what they are given.
  [[nodiscard]] double guess(const graph::Node& node) const {
    double largest = 0;
    double sum = 0;
    for (const std::string& name : node.inputs) {
      const auto found = sizes_.find(name);
      if (found == sizes_.end()) continue;
      largest = std::max(largest, found->second);
      sum += found->second;
    }
    if (node.type == "Concat") return sum;
    const Value* weights = walk_.find(node.input(1));
    const bool is_convolution = node.type == "Conv" && weights != nullptr && weights->rank() >= 2;
    if (!is_convolution || weights->size(1) <= 0) return largest;
    return largest * std::max(1.0, static_cast<double>(weights->size(0)) /
                                       static_cast<double>(weights->size(1)));
  }

  void add(std::size_t index) {
    const graph::Node& node = graph_.nodes[index];
    const bool is_computed = std::ranges::any_of(
        node.inputs, [&](const std::string& name) { return sizes_.contains(name); });
    if (!is_computed) return;  // made of weights alone
    const bool in_place = works_in_place(node.type);
    if (in_place) free_inputs(node, index);
    double made = 0;
    for (const std::string& output : node.outputs) {
      if (output.empty()) continue;
      double bytes = bytes_of(output);
      if (bytes < 0) {
        bytes = guess(node);
        result_.is_known = false;
      }
      sizes_[output] = bytes;
      made += bytes;
      now_ += last_use_.contains(output) ? bytes : 0;
    }
    // Its product of matrices, before that is put together to an image.
    const double spare = node.type == "ConvTranspose" ? made : 0;
    result_.bytes = std::max(result_.bytes, now_ + spare);
    if (!in_place) free_inputs(node, index);
  }

  void free_inputs(const graph::Node& node, std::size_t index) {
    for (const std::string& name : node.inputs) {
      const auto found = sizes_.find(name);
      std::size_t& last = last_use_[name];
      if (found == sizes_.end() || last != index) continue;
      now_ -= found->second;
      last = graph_.nodes.size();  // it may be an input twice
    }
  }

  const graph::Graph& graph_;
  const Walk& walk_;
  std::map<std::string, std::size_t, std::less<>> last_use_;
  std::map<std::string, double, std::less<>> sizes_;  // of what is not a weight
  double now_ = 0;
  Activation result_;
};

}  // namespace

Activation activation_of(const graph::Graph& graph, std::span<const ImageAxes> inputs,
                         std::array<std::int64_t, 2> size) {
  Walk walk(graph, inputs, size);
  walk.run();
  return Count(graph, walk).run();
}

}  // namespace stacmlm::run
