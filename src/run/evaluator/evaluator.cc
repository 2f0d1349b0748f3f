// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <utility>

#include "run/check_inputs.h"
#include "run/evaluator/operators.h"
#include "run/graph/graph.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {
namespace {

using evaluator::Call;
using evaluator::Function;

Function find_function(const graph::Node& node) {
  if (node.domain != "ai.onnx") return nullptr;
  for (const auto operators :
       {evaluator::window_operators(), evaluator::pixel_operators(), evaluator::layout_operators(),
        evaluator::resize_operators(), evaluator::channel_operators()}) {
    const auto found = std::ranges::find(operators, node.type, &evaluator::Operator::type);
    if (found != operators.end()) return found->run;
  }
  return nullptr;
}

/// Of all tensors that are there at one time.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30U;

std::uint64_t bytes_of(const Tensor& tensor) { return tensor.elements() * size_of(tensor.type()); }

/// Tensors by name while a model runs, and how much memory they take.
class Values {
 public:
  [[nodiscard]] const Tensor* find(const std::string& name) const {
    const auto found = tensors_.find(name);
    return found == tensors_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::uint64_t room() const { return kMostBytes - std::min(kMostBytes, bytes_); }
  void keep(const std::string& name, Tensor tensor) {
    drop(name);
    bytes_ += bytes_of(tensor);
    tensors_.emplace(name, std::move(tensor));
  }
  void drop(const std::string& name) {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) return;
    bytes_ -= bytes_of(found->second);
    tensors_.erase(found);
  }

 private:
  std::map<std::string_view, Tensor> tensors_;
  std::uint64_t bytes_ = 0;
};

/// With memory of its own.
Tensor copy_of(const Tensor& tensor) {
  Tensor copy(tensor.type(), tensor.shape());
  std::memcpy(copy.data(), tensor.data(), tensor.elements() * size_of(tensor.type()));
  return copy;
}

class EvaluatedModel final : public Model {
 public:
  explicit EvaluatedModel(graph::Graph graph) : graph_(std::move(graph)) {}

  /// An Error if there is anything in it that cannot be run.
  base::Result<void> prepare();

  [[nodiscard]] std::span<const artifact::Tensor> inputs() const override { return graph_.inputs; }
  [[nodiscard]] std::span<const artifact::Tensor> outputs() const override {
    return graph_.outputs;
  }
  [[nodiscard]] base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const override;

 private:
  graph::Graph graph_;
  std::vector<Function> functions_;                    ///< of each node; null: a constant
  std::map<std::string, Tensor, std::less<>> values_;  ///< constants
  std::map<std::string, std::size_t, std::less<>> last_use_;
};

base::Result<void> EvaluatedModel::prepare() {
  const auto add = [&](const std::string& name,
                       const graph::Constant& constant) -> base::Result<void> {
    if (!constant.content) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("the evaluator cannot take the data of tensor \"{}\"", name));
    }
    values_.insert_or_assign(name, *constant.content);
    return {};
  };
  for (const auto& [name, constant] : graph_.constants) {
    STACMLM_CHECK(add(name, constant));
  }
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
    const graph::Node& node = graph_.nodes[i];
    for (const std::string& name : node.inputs) last_use_[name] = i;
    const graph::Attribute* value = node.type == "Constant" ? node.find("value") : nullptr;
    functions_.push_back(find_function(node));
    if (value != nullptr && value->tensor && !node.outputs.empty()) {
      STACMLM_CHECK(add(node.outputs.front(), *value->tensor));
    } else if (functions_.back() == nullptr) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("the evaluator does not know {}", node.told()));
    }
  }
  for (const artifact::Tensor& output : graph_.outputs)
    last_use_[output.name] = graph_.nodes.size();
  return {};
}

base::Result<std::vector<Tensor>> EvaluatedModel::run(std::span<const TensorView> inputs) const {
  STACMLM_CHECK(check_inputs(graph_.inputs, inputs));
  Values made;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    // The memory stays the caller's, who is waiting for the result.
    const std::vector<std::int64_t> shape(inputs[i].shape.begin(), inputs[i].shape.end());
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): operators only read what they take
    void* const data = const_cast<void*>(inputs[i].data);
    made.keep(graph_.inputs[i].name,
              Tensor(inputs[i].type, shape, std::shared_ptr<void>(std::shared_ptr<void>(), data)));
  }
  const auto find = [&](const std::string& name) -> const Tensor* {
    if (const Tensor* const found = made.find(name)) return found;
    const auto constant = values_.find(name);
    return constant == values_.end() ? nullptr : &constant->second;
  };
  for (std::size_t i = 0; i < functions_.size(); ++i) {
    if (functions_[i] == nullptr) continue;
    const graph::Node& node = graph_.nodes[i];
    Call call{node, graph_.operator_set, {}, made.room()};
    for (const std::string& name : node.inputs)
      call.inputs.push_back(name.empty() ? nullptr : find(name));
    STACMLM_TRY(std::vector<Tensor> results, functions_[i](call));
    for (std::size_t k = 0; k < results.size() && k < node.outputs.size(); ++k)
      if (last_use_.contains(node.outputs[k])) made.keep(node.outputs[k], std::move(results[k]));
    for (const std::string& name : node.inputs)
      if (last_use_.find(name)->second == i) made.drop(name);
  }
  std::vector<Tensor> outputs;
  for (const artifact::Tensor& output : graph_.outputs) {
    const Tensor* tensor = find(output.name);
    if (tensor == nullptr)
      return base::fail(base::ErrorKind::kBackend,
                        fmt::format("evaluator: nothing makes `{}`", output.name));
    const bool is_input =
        std::ranges::find(inputs, tensor->data(), &TensorView::data) != inputs.end();
    outputs.push_back(is_input ? copy_of(*tensor) : *tensor);
  }
  return outputs;
}

class Evaluator final : public Runtime {
 public:
  [[nodiscard]] std::string_view name() const override { return "evaluator"; }
  [[nodiscard]] std::string_view version() const override { return "1"; }

 private:
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const artifact::ModelFile& /*file*/,
      const LoadOptions& options) const override {
    if (options.cuda_device)
      return base::fail(base::ErrorKind::kUnsupported, "cuda: the evaluator runs on the processor");
    constexpr std::size_t kMostElements = std::size_t{1} << 26U;
    STACMLM_TRY(const auto source, artifact::open_source(path));
    STACMLM_TRY(graph::Graph graph, graph::read_graph(*source, {.content_elements = kMostElements,
                                                                .total_elements = kMostElements}));
    auto model = std::make_unique<EvaluatedModel>(std::move(graph));
    if (auto ready = model->prepare(); !ready)
      return tl::unexpected(std::move(ready).error().during(path));
    return model;
  }
};

}  // namespace

std::unique_ptr<Runtime> evaluator_runtime() { return std::make_unique<Evaluator>(); }

}  // namespace stacmlm::run
