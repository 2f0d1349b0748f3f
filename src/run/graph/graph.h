// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run::graph {

/// A tensor that the model holds.
struct Constant {
  std::string name;
  std::vector<std::int64_t> shape;
  /// Its elements; nothing if it has more than the limit, lies in another file, or is of a type
  /// that is not read (all but float32, float64, int32, int64 and bool).
  std::optional<Tensor> content;
};

struct Attribute {
  std::string name;
  std::int64_t integer = 0;
  float number = 0;
  std::string text;
  std::vector<std::int64_t> integers;
  std::vector<float> numbers;
  std::optional<Constant> tensor;
  bool has_graph = false;
};

struct Node {
  std::string type;
  std::string domain;  ///< `ai.onnx` for the standard one
  std::string name;
  std::vector<std::string> inputs;  ///< empty: left out
  std::vector<std::string> outputs;
  std::vector<Attribute> attributes;

  /// Null if it has none of that name.
  [[nodiscard]] const Attribute* find(std::string_view attribute) const;
  [[nodiscard]] std::int64_t integer(std::string_view attribute, std::int64_t otherwise) const;
  [[nodiscard]] float number(std::string_view attribute, float otherwise) const;
  [[nodiscard]] std::string_view text(std::string_view attribute, std::string_view otherwise) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view attribute,
                                                   std::vector<std::int64_t> otherwise) const;
  /// Name of an input; empty if it has none there.
  [[nodiscard]] std::string_view input(std::size_t index) const;
  /// `Conv "encoder.0"`, for messages.
  [[nodiscard]] std::string told() const;
};

/// The operators of an ONNX model in the order in which they run.
struct Graph {
  std::vector<Node> nodes;
  std::map<std::string, Constant, std::less<>> constants;  ///< initialisers, by name
  std::vector<artifact::Tensor> inputs;                    ///< those without a constant
  std::vector<artifact::Tensor> outputs;
  std::int64_t operator_set = 0;  ///< version of the standard operators
  bool has_functions = false;     ///< of the model's own, which are not read
};

struct GraphLimits {
  std::size_t content_elements = 256;  ///< of one constant whose elements are read
  std::size_t total_elements = std::size_t{1} << 20U;
  std::size_t nodes = 100'000;
  std::size_t kept_bytes = std::size_t{64} << 20U;  ///< of names and attributes
};

/// Reads the graph of a model that artifact::inspect() has accepted; graphs inside of operators and
/// functions are passed over. `kLimitExceeded`: it is larger than the limits; `kInvalidDocument`:
/// it is broken.
base::Result<Graph> read_graph(const artifact::Source& source, const GraphLimits& limits = {});

}  // namespace stacmlm::run::graph
