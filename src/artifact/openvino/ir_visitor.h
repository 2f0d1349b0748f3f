// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/collector.h"
#include "artifact/openvino/xml.h"

namespace stacmlm::artifact::openvino {

/// Takes the elements of an IR as they come.
class IrVisitor : public XmlVisitor {
 public:
  explicit IrVisitor(Collector& collector) : collector_(collector) {}

  base::Result<void> begin(std::string_view element, const Attributes& attributes) override;
  base::Result<void> end(std::string_view element) override;
  base::Result<void> text(std::string_view piece) override;
  /// When all has been read: outputs with the names of what feeds them, versions.
  base::Result<void> finish();

  /// How long the file with the weights has to be; 0 without weights.
  [[nodiscard]] std::uint64_t weights_end() const { return weights_end_; }

 private:
  /// A layer whose end has not come; layers with a body hold layers.
  struct Layer {
    std::string id, name, type;
    Tensor tensor;  // of parameters and results
    bool in_body = false;
    bool in_input = false;
    std::string port;  // that is open
  };
  /// An output of a layer, by layer and port.
  struct Port {
    std::string names, data_type;
  };
  using PortKey = std::pair<std::string, std::string>;

  base::Result<void> begin_net(const Attributes& attributes);
  base::Result<void> begin_layer(const Attributes& attributes);
  base::Result<void> begin_port(const Attributes& attributes);
  base::Result<void> begin_data(const Attributes& attributes);
  base::Result<void> begin_edge(const Attributes& attributes);
  base::Result<void> begin_fact(std::string_view element, const Attributes& attributes);
  base::Result<void> add_constant(const Attributes& data);
  base::Result<void> end_dimension();
  base::Result<void> end_layer();
  base::Result<void> add_classes(std::string_view labels);

  Collector& collector_;
  std::vector<std::string> open_;  // elements
  std::size_t bodies_ = 0;         // that are open
  std::vector<Layer> layers_;      // that are open
  std::optional<std::string> dimension_;
  std::map<PortKey, Port> ports_;
  std::map<std::string, PortKey> feeds_;  // layer -> the port that feeds it; results have one
  std::vector<Layer> results_;
  std::set<std::string, std::less<>> result_ids_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> constants_;  // begin, size
  std::vector<std::string> facts_;  // open elements below the net's rt_info
  std::uint64_t weights_end_ = 0;
  std::int64_t opset_ = 0;
  bool in_facts_ = false;
};

}  // namespace stacmlm::artifact::openvino
