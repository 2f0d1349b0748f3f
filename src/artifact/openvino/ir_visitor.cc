// SPDX-License-Identifier: Apache-2.0
#include "artifact/openvino/ir_visitor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "artifact/digits.h"
#include "artifact/limits.h"
#include "artifact/openvino/words.h"
#include "artifact/weight_names.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::openvino {
namespace {

constexpr std::uint64_t kOldestVersion = 10;
constexpr std::uint64_t kNewestVersion = 11;
constexpr std::size_t kLongestDimension = 64;

bool is_body(std::string_view element) {
  return element == "body" || element == "then_body" || element == "else_body";
}

// `a,b` are two names of one tensor; a comma in a name has a backslash in front.
std::string first_name(std::string_view names) {
  std::string first;
  for (std::size_t i = 0; i < names.size() && names[i] != ','; ++i) {
    if (names[i] == '\\' && i + 1 < names.size()) ++i;
    first.push_back(names[i]);
  }
  return first;
}

}  // namespace

base::Result<void> IrVisitor::begin(std::string_view element, const Attributes& attributes) {
  const std::string parent = open_.empty() ? "" : open_.back();
  open_.emplace_back(element);
  if (parent.empty()) {
    if (element != "net") return malformed("XML that is no IR: its element is no <net>");
    return begin_net(attributes);
  }
  if (in_facts_) return begin_fact(element, attributes);
  if (is_body(element)) ++bodies_;
  if (element == "layer") return begin_layer(attributes);
  if (element == "edge" && bodies_ == 0) return begin_edge(attributes);
  if (element == "rt_info" && parent == "net") in_facts_ = true;
  if (layers_.empty()) return {};
  if (element == "input" || element == "output") layers_.back().in_input = element == "input";
  if (element == "data" && parent == "layer") return begin_data(attributes);
  if (element == "port" && (parent == "input" || parent == "output")) return begin_port(attributes);
  if (element == "dim" && parent == "port") dimension_.emplace();
  return {};
}

base::Result<void> IrVisitor::end(std::string_view element) {
  open_.pop_back();
  if (in_facts_) {
    if (facts_.empty()) {
      in_facts_ = false;
    } else {
      facts_.pop_back();
    }
    return {};
  }
  if (is_body(element)) --bodies_;
  if (element == "dim" && dimension_) return end_dimension();
  if (element == "layer") return end_layer();
  return {};
}

base::Result<void> IrVisitor::text(std::string_view piece) {
  if (!dimension_) return {};
  *dimension_ += piece;
  if (dimension_->size() > kLongestDimension) return malformed("a size of more than 64 characters");
  return {};
}

base::Result<void> IrVisitor::begin_net(const Attributes& attributes) {
  const std::string_view text = attributes.get("version");
  collector_.model().format_version = fmt::format("IR {}", text.substr(0, 16));
  const auto version = number_in<std::uint64_t>(text);
  if (!version || *version < kOldestVersion || *version > kNewestVersion)
    return base::fail(base::ErrorKind::kUnsupported, collector_.model().format_version);
  collector_.states_tensors();
  collector_.states_weights();
  if (attributes.get("name").empty()) return {};
  return collector_.add_metadata("name", attributes.get("name"));
}

base::Result<void> IrVisitor::begin_layer(const Attributes& attributes) {
  Layer layer;
  layer.id = attributes.get("id");
  layer.name = attributes.get("name");
  layer.type = attributes.get("type");
  layer.in_body = bodies_ > 0;
  STACMLM_CHECK(collector_.keep(layer.id.size()));
  const std::string_view version = attributes.get("version");
  constexpr std::string_view kOpset = "opset";
  const auto opset = version.starts_with(kOpset)
                         ? number_in<std::uint64_t>(version.substr(kOpset.size()))
                         : std::optional<std::uint64_t>();
  if (opset && *opset < 1000) {
    opset_ = std::max(opset_, static_cast<std::int64_t>(*opset));
    STACMLM_CHECK(collector_.add_operator(layer.type));
  } else {
    STACMLM_CHECK(collector_.add_operator(fmt::format("{}::{}", version, layer.type)));
    collector_.danger(
        DangerKind::kCustomOperator, fmt::format("layer \"{}\"", layer.name),
        fmt::format("operator {} of \"{}\", which is no opset of OpenVINO", layer.type, version));
  }
  layers_.push_back(std::move(layer));
  return {};
}

base::Result<void> IrVisitor::begin_data(const Attributes& attributes) {
  Layer& layer = layers_.back();
  if (layer.type == "Const") return add_constant(attributes);
  if (layer.type != "Parameter") return {};
  layer.tensor.data_type = data_type_of(attributes.get("element_type"));
  if (const auto shape = attributes.find("shape")) {
    STACMLM_TRY(layer.tensor.shape, shape_of(*shape));
  }
  return {};
}

base::Result<void> IrVisitor::add_constant(const Attributes& data) {
  const std::string& name = layers_.back().name;
  const auto offset = number_in<std::uint64_t>(data.get("offset"));
  const auto size = number_in<std::uint64_t>(data.get("size"));
  if (!offset || !size || *size > std::numeric_limits<std::uint64_t>::max() - *offset)
    return malformed(fmt::format("constant \"{}\" does not say where it is", name));
  weights_end_ = std::max(weights_end_, *offset + *size);
  STACMLM_TRY(const auto shape, shape_of(data.get("shape")));
  Weight weight{.name = name,
                .shape = {},
                .data_type = data_type_of(data.get("element_type")),
                .bytes = *size,
                .shares = {}};
  if (!shape) return malformed(fmt::format("constant \"{}\" has no shape", name));
  for (const Dimension& dimension : *shape) weight.shape.push_back(dimension.size);
  const ElementType* type = find_element_type(weight.data_type);
  // A type that is not known is one of codes: `nf4`.
  if (type != nullptr) weight.kind = kind_of_constant(*type, weight.shape.size());
  if (*size > 0) {
    STACMLM_CHECK(collector_.keep(name.size() + 64));
    const auto [known, is_new] = constants_.try_emplace({*offset, *size}, name);
    if (!is_new) {
      weight.shares = known->second;
      weight.bytes = 0;
    }
  }
  STACMLM_CHECK(collector_.add_weight(std::move(weight)));
  if (type == nullptr || type->bits == 0) return {};
  if (packed_bytes(*type, collector_.model().weights->back().elements) == *size) return {};
  return malformed(
      fmt::format("constant \"{}\" has {} bytes, which is not what its shape takes", name, *size));
}

base::Result<void> IrVisitor::begin_port(const Attributes& attributes) {
  Layer& layer = layers_.back();
  layer.port = attributes.get("id");
  const std::string type = data_type_of(attributes.get("precision"));
  if (layer.in_body) return {};
  if (layer.in_input) {
    if (layer.type != "Result") return {};
    layer.tensor.data_type = type;
    return {};
  }
  const std::string_view names = attributes.get("names");
  STACMLM_CHECK(collector_.keep(layer.id.size() + layer.port.size() + names.size() + 160));
  ports_[{layer.id, layer.port}] = {std::string(names), type};
  if (layer.type == "Parameter") layer.tensor.name = first_name(names);
  return {};
}

base::Result<void> IrVisitor::end_dimension() {
  const std::string text = *std::exchange(dimension_, std::nullopt);
  if (layers_.empty()) return {};
  Layer& layer = layers_.back();
  if (layer.type != "Result" || !layer.in_input) return {};
  // A port without sizes is one number, or of a rank that is not known: the IR writes both alike.
  if (!layer.tensor.shape) layer.tensor.shape.emplace();
  STACMLM_TRY(Dimension dimension, dimension_of(text));
  if (layer.tensor.shape->size() == kMostDimensions)
    return over_limit("a tensor of more than 16 dimensions");
  layer.tensor.shape->push_back(std::move(dimension));
  return {};
}

base::Result<void> IrVisitor::end_layer() {
  if (layers_.empty()) return {};
  Layer layer = std::move(layers_.back());
  layers_.pop_back();
  if (layer.in_body) return {};
  if (layer.type == "Parameter") {
    if (layer.tensor.name.empty()) layer.tensor.name = layer.name;
    return collector_.add_input(std::move(layer.tensor));
  }
  if (layer.type == "Result") {
    STACMLM_CHECK(collector_.keep(sizeof layer + layer.name.size()));
    result_ids_.insert(layer.id);
    results_.push_back(std::move(layer));
  }
  return {};
}

base::Result<void> IrVisitor::begin_edge(const Attributes& attributes) {
  const std::string_view from = attributes.get("from-layer");
  const std::string_view port = attributes.get("from-port");
  const std::string_view to = attributes.get("to-layer");
  if (!result_ids_.contains(to)) return {};
  STACMLM_CHECK(collector_.keep(from.size() + port.size() + to.size() + 160));
  feeds_[std::string(to)] = {std::string(from), std::string(port)};
  return {};
}

base::Result<void> IrVisitor::begin_fact(std::string_view element, const Attributes& attributes) {
  // A key that is no name of an element stands in an attribute.
  const auto name = attributes.find("name");
  facts_.emplace_back(element == "info" && name ? *name : element);
  const std::string& key = facts_.back();
  const auto value = attributes.find("value");
  if (!value || value->empty()) return {};
  if (key == "labels" && facts_.front() == "model_info") return add_classes(*value);
  if (key == "OpenVINO Runtime" || key == "Runtime_version" || key == "MO_version") {
    collector_.model().producer = "openvino";
    STACMLM_CHECK(collector_.keep(value->size()));
    collector_.model().producer_version = *value;
  }
  return collector_.add_metadata(fmt::format("{}", fmt::join(facts_, ".")), *value);
}

base::Result<void> IrVisitor::add_classes(std::string_view labels) {
  while (!labels.empty()) {
    const std::size_t space = labels.find(' ');
    const std::string_view label = labels.substr(0, space);
    if (!label.empty()) {
      STACMLM_CHECK(collector_.add_class(std::string(label)));
    }
    labels.remove_prefix(space == std::string_view::npos ? labels.size() : space + 1);
  }
  return {};
}

base::Result<void> IrVisitor::finish() {
  for (Layer& result : results_) {
    const auto feed = feeds_.find(result.id);
    if (feed != feeds_.end()) {
      const Port& port = ports_[feed->second];
      result.tensor.name = first_name(port.names);
      if (result.tensor.data_type.empty()) result.tensor.data_type = port.data_type;
    }
    if (result.tensor.name.empty()) {
      constexpr std::string_view kSink = "/sink_port_0";
      result.tensor.name = result.name;
      if (result.name.ends_with(kSink))
        result.tensor.name.resize(result.name.size() - kSink.size());
    }
    STACMLM_CHECK(collector_.add_output(std::move(result.tensor)));
  }
  if (opset_ > 0) collector_.model().operator_sets.push_back({"opset", opset_});
  return {};
}

}  // namespace stacmlm::artifact::openvino
