// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <bit>
#include <utility>

#include "artifact/limits.h"
#include "artifact/onnx/domains.h"
#include "artifact/onnx/fields.h"
#include "artifact/onnx/limits.h"
#include "artifact/onnx/value_info.h"
#include "run/graph/constant_reader.h"
#include "run/graph/graph.h"

namespace stacmlm::run::graph {
namespace {

using artifact::protobuf::Field;
using artifact::protobuf::Message;
using artifact::protobuf::WireType;
namespace onnx = artifact::onnx;

constexpr std::size_t kMostNumbers = 4096;  // of one attribute

class Reader {
 public:
  Reader(Graph& graph, const GraphLimits& limits) : graph_(graph), limits_(limits) {}

  base::Result<void> read_model(Message message) {
    return message.each([&](const Field& field) -> base::Result<void> {
      if (!field.is_bytes()) return {};
      graph_.has_functions |= field.number == onnx::model::kFunctions;
      if (field.number == onnx::model::kGraph) return read_graph(message.nested(field));
      if (field.number == onnx::model::kOpsetImport)
        return read_operator_set(message.nested(field));
      return {};
    });
  }

 private:
  base::Result<void> read_operator_set(Message message);
  base::Result<void> read_graph(Message message);
  base::Result<void> read_initializer(const Message& message);
  base::Result<Node> read_node(Message message);
  base::Result<Attribute> read_attribute(Message message);
  base::Result<void> read_number(const Message& message, const Field& field, Attribute& attribute);
  base::Result<Constant> constant(const Message& message);
  base::Result<std::string> name(const Message& message, const Field& field) {
    STACMLM_CHECK(keep(field.size() + sizeof(std::string)));
    return message.text(field, artifact::kLongestName);
  }
  base::Result<void> keep(std::size_t bytes) {
    kept_ += bytes;
    if (kept_ <= limits_.kept_bytes) return {};
    return base::fail(
        base::ErrorKind::kLimitExceeded,
        fmt::format("names and attributes of more than {} bytes", limits_.kept_bytes));
  }

  Graph& graph_;
  const GraphLimits& limits_;
  std::size_t kept_ = 0;
  std::size_t elements_ = 0;
};

base::Result<void> Reader::read_operator_set(Message message) {
  std::string domain;
  std::int64_t version = 0;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (field.number == onnx::operator_set::kDomain && field.is_bytes()) {
      STACMLM_TRY(domain, name(message, field));
    } else if (field.number == onnx::operator_set::kVersion && field.is_varint()) {
      version = static_cast<std::int64_t>(field.value);
    }
    return {};
  }));
  if (onnx::domain_name(domain) == onnx::domain_name("")) graph_.operator_set = version;
  return {};
}

base::Result<Constant> Reader::constant(const Message& message) {
  const std::size_t left = limits_.total_elements - elements_;
  STACMLM_TRY(Constant read, read_constant(message, std::min(limits_.content_elements, left)));
  if (read.content) elements_ += read.content->elements();
  STACMLM_CHECK(keep(sizeof(Constant) + read.name.size() + read.shape.size() * 8));
  return read;
}

base::Result<void> Reader::read_initializer(const Message& message) {
  STACMLM_TRY(Constant read, constant(message));
  std::string key = read.name;
  graph_.constants.insert_or_assign(std::move(key), std::move(read));
  return {};
}

base::Result<void> Reader::read_graph(Message message) {
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    switch (field.number) {
      case onnx::graph::kNode: {
        if (graph_.nodes.size() == limits_.nodes)
          return base::fail(base::ErrorKind::kLimitExceeded,
                            fmt::format("more than {} operators", limits_.nodes));
        STACMLM_CHECK(keep(sizeof(Node)));
        STACMLM_TRY(Node node, read_node(message.nested(field)));
        graph_.nodes.push_back(std::move(node));
        break;
      }
      case onnx::graph::kInitializer:
        return read_initializer(message.nested(field));
      case onnx::graph::kInput:
      case onnx::graph::kOutput: {
        STACMLM_CHECK(keep(sizeof(artifact::Tensor) + field.size()));
        STACMLM_TRY(artifact::Tensor tensor, onnx::read_value_info(message.nested(field)));
        const bool is_input = field.number == onnx::graph::kInput;
        (is_input ? graph_.inputs : graph_.outputs).push_back(std::move(tensor));
        break;
      }
      default:
        break;
    }
    return {};
  }));
  std::erase_if(graph_.inputs, [&](const artifact::Tensor& input) {
    return graph_.constants.contains(input.name);  // may be overridden, and is not
  });
  return {};
}

base::Result<Node> Reader::read_node(Message message) {
  Node node;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == onnx::node::kAttribute) {
      STACMLM_CHECK(keep(sizeof(Attribute)));
      STACMLM_TRY(Attribute attribute, read_attribute(message.nested(field)));
      node.attributes.push_back(std::move(attribute));
      return {};
    }
    if (field.number > onnx::node::kDomain) return {};
    STACMLM_TRY(std::string text, name(message, field));
    switch (field.number) {
      case onnx::node::kInput:
        node.inputs.push_back(std::move(text));
        break;
      case onnx::node::kOutput:
        node.outputs.push_back(std::move(text));
        break;
      case onnx::node::kName:
        node.name = std::move(text);
        break;
      case onnx::node::kOpType:
        node.type = std::move(text);
        break;
      case onnx::node::kDomain:
        node.domain = std::move(text);
        break;
      default:
        break;
    }
    return {};
  }));
  node.domain = onnx::domain_name(node.domain);
  return node;
}

base::Result<void> Reader::read_number(const Message& message, const Field& field,
                                       Attribute& attribute) {
  if (field.type == WireType::kFixed32) {
    const auto number = std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
    if (field.number == onnx::attribute::kFloat) attribute.number = number;
    if (field.number == onnx::attribute::kFloats && attribute.numbers.size() < kMostNumbers)
      attribute.numbers.push_back(number);
  } else if (field.number == onnx::attribute::kFloats && field.is_bytes()) {
    STACMLM_TRY(const std::string packed, message.text(field, kMostNumbers * sizeof(float)));
    for (std::size_t i = 0; i + 4 <= packed.size(); i += 4) {
      std::uint32_t bits = 0;
      for (std::size_t k = 4; k-- > 0;)
        bits = bits << 8U | static_cast<unsigned char>(packed[i + k]);
      attribute.numbers.push_back(std::bit_cast<float>(bits));
    }
  }
  return keep(sizeof(float));
}

base::Result<Attribute> Reader::read_attribute(Message message) {
  Attribute attribute;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    switch (field.number) {
      case onnx::attribute::kFloat:
      case onnx::attribute::kFloats:
        return read_number(message, field, attribute);
      case onnx::attribute::kInteger:
        if (field.is_varint()) attribute.integer = static_cast<std::int64_t>(field.value);
        return {};
      case onnx::attribute::kIntegers: {
        STACMLM_CHECK(keep(field.is_bytes() ? field.size() * 8 : 8));
        return message.append_integers(field, attribute.integers, kMostNumbers);
      }
      default:
        break;
    }
    if (!field.is_bytes()) return {};
    if (field.number == onnx::attribute::kName) {
      STACMLM_TRY(attribute.name, name(message, field));
    } else if (field.number == onnx::attribute::kString) {
      STACMLM_TRY(attribute.text, name(message, field));
    } else if (field.number == onnx::attribute::kTensor) {
      STACMLM_TRY(attribute.tensor, constant(message.nested(field)));
    }
    attribute.has_graph |=
        field.number == onnx::attribute::kGraph || field.number == onnx::attribute::kGraphs;
    return {};
  }));
  return attribute;
}

}  // namespace

base::Result<Graph> read_graph(const artifact::Source& source, const GraphLimits& limits) {
  artifact::ByteReader bytes(source);
  Graph graph;
  STACMLM_CHECK(Reader(graph, limits).read_model(Message(bytes)));
  return graph;
}

}  // namespace stacmlm::run::graph
