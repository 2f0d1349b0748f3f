// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

#include "rules/view/tensor.h"
#include "rules/view/word.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::rules {

/// Which tasks of the vocabulary a list names.
class ListedTasks {
 public:
  ListedTasks() = default;
  explicit ListedTasks(json::Value tasks);
  ListedTasks(std::initializer_list<Word> tasks);
  [[nodiscard]] bool has(const Word& task) const { return (bits_ & bit(task)) != 0; }
  [[nodiscard]] bool has_any(ListedTasks others) const { return (others.bits_ & bits_) != 0; }
  [[nodiscard]] bool has_all(ListedTasks others) const { return (others.bits_ & ~bits_) == 0; }
  void add(ListedTasks others) { bits_ |= others.bits_; }

 private:
  /// Of the word in the vocabulary; 0 for others.
  static std::uint64_t bit(const Word& task);
  std::uint64_t bits_ = 0;
};

struct InputView {
  mlm::ModelInput input;
  TensorView tensor;
};

/// What rules compare of one class.
struct ClassView {
  json::Value value;
  json::Value name;
  json::Value color;  ///< `color_hint`
};

struct OutputView {
  mlm::ModelOutput output;
  TensorView tensor;
  ListedTasks tasks;
  std::span<const ClassView> classes;
};

/// A scaling of an input that has a type; until MLM 1.3.0 an entry of `statistics` with the
/// `norm_type` that uses it.
struct ScalingView {
  json::Value source;
  Word type;
  json::Value mean;
  json::Value deviation;  ///< `stddev`
  json::Value value;
  json::Value lowest;   ///< `minimum`
  json::Value highest;  ///< `maximum`
  /// Where the type, or MLM until 1.3.0, uses them.
  std::optional<double> minimum;
  std::optional<double> maximum;
};

/// An object that gives an `expression`: a reference, a scaling of the type `processing`, or a
/// function before or after the model.
struct ExpressionView {
  json::Value source;
  json::Value format;
  json::Value expression;
};

/// The inputs and outputs of a model and what stands in them, read once.
class ModelParts {
 public:
  ModelParts() = default;
  ModelParts(const ModelParts&) = delete;
  ModelParts& operator=(const ModelParts&) = delete;

  /// Reads another model; the buffers are used again. `by_statistics`: values are scaled by
  /// `norm_type` and `statistics`, as until MLM 1.3.0.
  void read(const mlm::Model& model, bool by_statistics);

  [[nodiscard]] const std::vector<InputView>& inputs() const { return inputs_; }
  [[nodiscard]] const std::vector<OutputView>& outputs() const { return outputs_; }
  [[nodiscard]] const std::vector<ScalingView>& scalings() const { return scalings_; }
  [[nodiscard]] const std::vector<ExpressionView>& expressions() const { return expressions_; }
  /// Some input or output names bands, or variables.
  [[nodiscard]] bool names_bands() const { return names_bands_; }
  [[nodiscard]] bool names_variables() const { return names_variables_; }

  /// Calls `visit` with the tensor of every input, then of every output.
  template <class Visit>
  void for_each_tensor(const Visit& visit) const {
    for (const InputView& view : inputs_) visit(view.tensor);
    for (const OutputView& view : outputs_) visit(view.tensor);
  }

 private:
  void read_input(json::Value source);
  void read_output(json::Value source);
  void read_tensors();
  void read_tensor(TensorView& tensor);
  void read_classes();
  void read_scalings(const InputView& view, bool by_statistics);
  void read_expressions(const TensorView& tensor);
  void add_expression(json::Value source);

  std::vector<InputView> inputs_;
  std::vector<OutputView> outputs_;
  std::vector<Dimension> dimensions_;  // of all tensors
  std::vector<Reference> references_;  // of all tensors
  std::vector<ClassView> classes_;     // of all outputs
  std::vector<ScalingView> scalings_;
  std::vector<ExpressionView> expressions_;
  bool names_bands_ = false;
  bool names_variables_ = false;
};

}  // namespace stacmlm::rules
