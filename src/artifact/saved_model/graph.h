// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>

#include "artifact/collector.h"
#include "artifact/protobuf/message.h"

namespace stacmlm::artifact::saved_model {

/// The operators of a graph and of the functions in its library.
class Graph {
 public:
  explicit Graph(Collector& collector) : collector_(collector) {}

  /// A GraphDef.
  base::Result<void> read(protobuf::Message message);
  base::Result<void> finish();
  /// True if the graph has variables, whose values stand elsewhere.
  [[nodiscard]] bool has_variables() const;

 private:
  /// Where a node stands.
  enum class Body { kMain, kFunction, kSaver };
  struct Node;
  base::Result<void> read_function(protobuf::Message message);
  base::Result<void> read_node(protobuf::Message message, Body body);
  static base::Result<void> read_attribute(protobuf::Message entry, Node& node);
  static base::Result<void> read_value(protobuf::Message message, bool is_tensor, Node& node);
  void judge(const Node& node, Body body);

  Collector& collector_;
  std::set<std::string, std::less<>> operators_;
};

}  // namespace stacmlm::artifact::saved_model
