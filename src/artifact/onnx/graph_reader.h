// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "artifact/collector.h"
#include "artifact/onnx/layers.h"
#include "artifact/onnx/operators.h"
#include "artifact/onnx/tensor_reader.h"
#include "artifact/protobuf/message.h"

namespace stacmlm::artifact::onnx {

/// Reads the graphs of a model: its own, those in nodes, those of its functions and of training.
class GraphReader {
 public:
  GraphReader(const Source& source, Collector& collector)
      : collector_(collector), tensors_(source, collector) {}

  /// The graph that the model is. What its inputs are is known in finish().
  base::Result<void> read_main(protobuf::Message message) {
    return read(message, {.is_main = true});
  }
  base::Result<void> read_function(protobuf::Message message);
  base::Result<void> read_training(protobuf::Message message);
  /// Inputs, operators and hints, of all that was read. An Error if a tensor is broken.
  base::Result<void> finish(bool is_whole);

 private:
  struct Place {
    bool is_main = false;
    bool is_training = false;
    int depth = 0;
  };
  base::Result<void> read(protobuf::Message message, const Place& place);
  base::Result<void> read_node(const protobuf::Message& message, const Place& place);
  base::Result<void> read_attribute(const protobuf::Message& message, const NodeFacts& node,
                                    const Place& place);
  base::Result<void> add_stored(const protobuf::Message& message, const protobuf::Field& field,
                                const Place& place);
  void note_unknown(const protobuf::Field& field, std::uint32_t known, std::string_view part);

  Collector& collector_;
  TensorReader tensors_;
  Operators operators_;
  Layers layers_;
  std::vector<Tensor> inputs_;             // of the main graph, initialisers among them
  std::vector<std::size_t> initializers_;  // of the main graph, as indices of weights
};

}  // namespace stacmlm::artifact::onnx
