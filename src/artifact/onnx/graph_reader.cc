// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/graph_reader.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_set>
#include <utility>

#include "artifact/onnx/fields.h"
#include "artifact/onnx/limits.h"
#include "artifact/onnx/value_info.h"

namespace stacmlm::artifact::onnx {
namespace {

using protobuf::Field;
using protobuf::Message;

constexpr std::size_t kMostInputs = 65536;  // of one node

base::Result<void> append_name(const Message& message, const Field& field,
                               std::vector<std::string>& to) {
  if (to.size() == kMostInputs) return over_limit("a node with more than 65536 inputs or outputs");
  STACMLM_TRY(std::string name, message.text(field, kLongestName));
  to.push_back(std::move(name));
  return {};
}

/// The attributes that say how many channels a layer has.
base::Result<void> read_layer_attribute(Message message, NodeFacts& facts) {
  std::string name;
  std::int64_t number = 0;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (field.number == attribute::kName && field.is_bytes()) {
      STACMLM_TRY(name, message.text(field, kLongestName));
    } else if (field.number == attribute::kInteger && field.is_varint()) {
      number = static_cast<std::int64_t>(field.value);
    }
    return {};
  }));
  if (name == "group") facts.group = number;
  if (name == "transB") facts.is_transposed = number != 0;
  return {};
}

/// All of a node but what its attributes hold.
base::Result<NodeFacts> read_facts(Message message) {
  NodeFacts facts;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    switch (field.number) {
      case node::kInput:
        return append_name(message, field, facts.inputs);
      case node::kOutput:
        return append_name(message, field, facts.outputs);
      case node::kName: {
        STACMLM_TRY(facts.name, message.text(field, kLongestName));
        break;
      }
      case node::kOpType: {
        STACMLM_TRY(facts.type, message.text(field, kLongestName));
        break;
      }
      case node::kDomain: {
        STACMLM_TRY(facts.domain, message.text(field, kLongestName));
        break;
      }
      case node::kAttribute:
        return read_layer_attribute(message.nested(field), facts);
      default:
        break;
    }
    return {};
  }));
  return facts;
}

/// The name of a tensor in an attribute: that of the value that the node makes of it. None if it is
/// long: a node may have many tensors.
std::string name_of_tensor(const NodeFacts& node, const std::string& attribute) {
  const std::string& of_node = node.outputs.empty() ? node.name : node.outputs.front();
  if (of_node.size() + attribute.size() > kLongestMadeName) return {};
  return node.type == "Constant" ? of_node : of_node + '.' + attribute;
}

}  // namespace

void GraphReader::note_unknown(const Field& field, std::uint32_t known, std::string_view part) {
  if (is_known(field.number, known)) return;
  collector_.danger(
      DangerKind::kNotAnalysed, part,
      fmt::format("it has a field {} that this version of the reader does not know", field.number));
}

base::Result<void> GraphReader::read(Message message, const Place& place) {
  if (place.depth == kDeepest) return over_limit("graphs nested deeper than 64");
  return message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    switch (field.number) {
      case graph::kNode:
        return read_node(message.nested(field), place);
      case graph::kInitializer:
      case graph::kSparseInitializer:
        return add_stored(message, field, place);
      case graph::kInput:
      case graph::kOutput:
      case graph::kValueInfo: {
        STACMLM_TRY(Tensor value, read_value_info(message.nested(field)));
        if (!place.is_main || field.number == graph::kValueInfo) break;
        if (field.number == graph::kOutput) return collector_.add_output(std::move(value));
        STACMLM_CHECK(collector_.keep(sizeof value + value.name.size()));
        inputs_.push_back(std::move(value));
        break;
      }
      case graph::kQuantizationAnnotation:
      case graph::kMetadataProps:
        return message.nested(field).check();
      default:
        note_unknown(field, graph::kKnown, "graph");
    }
    return {};
  });
}

base::Result<void> GraphReader::add_stored(const Message& message, const Field& field,
                                           const Place& place) {
  collector_.states_weights();
  const std::size_t first = collector_.model().weights->size();
  TensorUse use;
  if (place.is_training) use.kind = WeightKind::kOptimizerState;
  STACMLM_CHECK(field.number == graph::kInitializer
                    ? tensors_.read(message.nested(field), use)
                    : tensors_.read_sparse(message.nested(field), use));
  const std::size_t last = collector_.model().weights->size();
  for (std::size_t i = first; place.is_main && i < last; ++i) initializers_.push_back(i);
  return {};
}

base::Result<void> GraphReader::read_node(const Message& message, const Place& place) {
  STACMLM_TRY(const NodeFacts facts, read_facts(message));
  STACMLM_CHECK(operators_.use(facts.domain, facts.type, collector_));
  if (!place.is_training) {
    STACMLM_CHECK(layers_.add(facts, collector_));
  }
  Message fields = message;
  return fields.each([&](const Field& field) -> base::Result<void> {
    if (field.number == node::kAttribute && field.is_bytes())
      return read_attribute(fields.nested(field), facts, place);
    note_unknown(field, node::kKnown, "node");
    return {};
  });
}

base::Result<void> GraphReader::read_attribute(const Message& message, const NodeFacts& node,
                                               const Place& place) {
  const Place inner{.is_training = place.is_training, .depth = place.depth + 1};
  std::string name;
  Message fields = message;
  return fields.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    const Message content = fields.nested(field);
    switch (field.number) {
      case attribute::kName: {
        STACMLM_TRY(name, fields.text(field, kLongestName));
        break;
      }
      case attribute::kTensor:
      case attribute::kTensors:
        return tensors_.read(content, {name_of_tensor(node, name), WeightKind::kConstant});
      case attribute::kSparseTensor:
      case attribute::kSparseTensors:
        return tensors_.read_sparse(content, {name_of_tensor(node, name), WeightKind::kConstant});
      case attribute::kGraph:
      case attribute::kGraphs:
        return read(content, inner);
      case attribute::kType:
      case attribute::kTypes:
        return check_type(content);
      default:
        note_unknown(field, attribute::kKnown, "attribute");
    }
    return {};
  });
}

base::Result<void> GraphReader::read_function(Message message) {
  std::string domain;
  std::string name;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    switch (field.number) {
      case function::kName: {
        STACMLM_TRY(name, message.text(field, kLongestName));
        break;
      }
      case function::kDomain: {
        STACMLM_TRY(domain, message.text(field, kLongestName));
        break;
      }
      case function::kNode:
        return read_node(message.nested(field), {});
      case function::kValueInfo:
        return message.nested(field).check();
      case function::kAttributeProto:
        return read_attribute(message.nested(field), {}, {});
      default:
        note_unknown(field, function::kKnown, "function");
    }
    return {};
  }));
  return operators_.define(domain, name, collector_);
}

base::Result<void> GraphReader::read_training(Message message) {
  return message.each([&](const Field& field) -> base::Result<void> {
    const bool is_graph =
        field.number == training_info::kInitialization || field.number == training_info::kAlgorithm;
    if (is_graph && field.is_bytes()) return read(message.nested(field), {.is_training = true});
    note_unknown(field, training_info::kKnown, "training");
    return {};
  });
}

base::Result<void> GraphReader::finish(bool is_whole) {
  if (is_whole) collector_.states_tensors();
  collector_.states_weights();
  std::unordered_set<std::string_view> initializers;
  for (const std::size_t index : initializers_)
    initializers.insert((*collector_.model().weights)[index].name);
  for (Tensor& input : inputs_) {
    if (!initializers.contains(input.name)) {
      STACMLM_CHECK(collector_.add_input(std::move(input)));
    }
  }
  layers_.finish(collector_);
  STACMLM_CHECK(operators_.finish(collector_));
  if (tensors_.fault()) return tl::unexpected(*tensors_.fault());
  return {};
}

}  // namespace stacmlm::artifact::onnx
