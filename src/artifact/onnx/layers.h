// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "artifact/collector.h"

namespace stacmlm::artifact::onnx {

/// What the layers that learn say about a node.
struct NodeFacts {
  std::string name;
  std::string type;
  std::string domain;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::int64_t group = 1;      ///< of convolutions
  bool is_transposed = false;  ///< transB of Gemm
};

/// Follows the nodes of a model to say what only they tell: channels of the first and last layer,
/// which weights are running statistics.
class Layers {
 public:
  base::Result<void> add(const NodeFacts& node, Collector& collector);
  /// Sets the hints and the kind of running statistics. Call once all weights are there.
  void finish(Collector& collector) const;

 private:
  /// A layer, and the weight that tells how many channels it has.
  struct Layer {
    std::string type;
    std::string weight;
    std::int64_t group = 1;
    bool is_transposed = false;
  };

  std::optional<Layer> first_convolution_;
  std::optional<Layer> last_;
  std::set<std::string, std::less<>> running_statistics_;
  bool has_batch_norm_ = false;
};

}  // namespace stacmlm::artifact::onnx
