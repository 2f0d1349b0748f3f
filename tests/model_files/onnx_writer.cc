// SPDX-License-Identifier: Apache-2.0
#include "model_files/onnx_writer.h"

#include <bit>
#include <numeric>
#include <type_traits>

namespace stacmlm::model_files::onnx {
namespace {

std::uint64_t elements(const std::vector<std::int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1},
                         [](std::uint64_t product, std::int64_t size) {
                           return product * static_cast<std::uint64_t>(size);
                         });
}

std::uint64_t code(Type type) { return static_cast<std::uint64_t>(type); }

ProtoWriter entry(std::string_view key, std::string_view value) {
  return ProtoWriter().text(1, key).text(2, value);
}

void write_external(ProtoWriter& out, const External& external) {
  out.message(13, entry("location", external.location));
  if (external.offset) out.message(13, entry("offset", std::to_string(*external.offset)));
  if (external.length) out.message(13, entry("length", std::to_string(*external.length)));
  out.number(14, 1);
}

ProtoWriter sparse_message(const Tensor& values) {
  std::vector<std::int64_t> places(elements(values.shape));
  std::iota(places.begin(), places.end(), 0);
  ProtoWriter out;
  out.message(1, message_of(values)).message(2, message_of(integers("", places)));
  out.number(3, places.size() * 2);
  return out;
}

/// The field of the value, its number, and the number of AttributeProto.type.
void write_value(ProtoWriter& out, const Attribute& attribute) {
  const auto write = [&](const auto& value) {
    using Content = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<Content, std::int64_t>) {
      out.number(3, static_cast<std::uint64_t>(value)).number(20, 2);
    } else if constexpr (std::is_same_v<Content, float>) {
      out.fixed32(2, std::bit_cast<std::uint32_t>(value)).number(20, 1);
    } else if constexpr (std::is_same_v<Content, std::string>) {
      out.text(4, value).number(20, 3);
    } else if constexpr (std::is_same_v<Content, std::vector<std::int64_t>>) {
      for (const std::int64_t number : value) out.number(8, static_cast<std::uint64_t>(number));
      out.number(20, 7);
    } else if constexpr (std::is_same_v<Content, Tensor>) {
      out.message(5, message_of(value)).number(20, 4);
    } else {
      out.message(6, message_of(value.front())).number(20, 5);
    }
  };
  std::visit(write, attribute.value);
}

ProtoWriter message_of(const Function& function) {
  ProtoWriter out;
  out.text(1, function.name);
  for (const std::string& input : function.inputs) out.text(4, input);
  for (const std::string& output : function.outputs) out.text(5, output);
  for (const Node& node : function.nodes) out.message(7, message_of(node));
  out.message(9, ProtoWriter().text(1, "").number(2, 17));
  out.text(10, function.domain);
  return out;
}

}  // namespace

Tensor floats(std::string name, std::vector<std::int64_t> shape) {
  ByteWriter data;
  std::uint32_t state = 1;
  for (const char letter : name) state = state * 31U + static_cast<unsigned char>(letter);
  for (std::uint64_t i = 0; i < elements(shape); ++i) {
    state = state * 1664525U + 1013904223U;
    data.f32((static_cast<float>(state >> 8U) / 16777216.0F - 0.5F) / 4);
  }
  return {.name = std::move(name), .shape = std::move(shape), .data = data.bytes()};
}

Tensor ones(std::string name, std::vector<std::int64_t> shape) {
  ByteWriter data;
  for (std::uint64_t i = 0; i < elements(shape); ++i) data.f32(1);
  return {.name = std::move(name), .shape = std::move(shape), .data = data.bytes()};
}

Tensor values(std::string name, const std::vector<float>& values) {
  ByteWriter data;
  for (const float value : values) data.f32(value);
  return {.name = std::move(name),
          .shape = {static_cast<std::int64_t>(values.size())},
          .data = data.bytes()};
}

Tensor integers(std::string name, const std::vector<std::int64_t>& values) {
  ByteWriter data;
  for (const std::int64_t value : values) data.u64(static_cast<std::uint64_t>(value));
  return {.name = std::move(name),
          .type = Type::kInt64,
          .shape = {static_cast<std::int64_t>(values.size())},
          .data = data.bytes()};
}

Tensor zeros(std::string name, std::vector<std::int64_t> shape) {
  return {.name = std::move(name), .shape = std::move(shape), .is_hole = true};
}

ProtoWriter message_of(const Tensor& tensor) {
  ProtoWriter out;
  out.packed(1, tensor.shape).number(2, code(tensor.type));
  if (!tensor.name.empty()) out.text(8, tensor.name);
  if (tensor.external) {
    write_external(out, *tensor.external);
  } else if (tensor.is_hole) {
    out.hole(9, elements(tensor.shape) * 4);
  } else {
    out.text(9, tensor.data);
  }
  return out;
}

ProtoWriter message_of(const Value& value) {
  ProtoWriter shape;
  for (const Size& size : value.shape) {
    const auto* fixed = std::get_if<std::int64_t>(&size);
    ProtoWriter dimension;
    if (fixed != nullptr) {
      dimension.number(1, static_cast<std::uint64_t>(*fixed));
    } else {
      dimension.text(2, std::get<std::string>(size));
    }
    shape.message(1, dimension);
  }
  ProtoWriter tensor;
  tensor.number(1, code(value.type)).message(2, shape);
  return ProtoWriter().text(1, value.name).message(2, ProtoWriter().message(1, tensor));
}

ProtoWriter message_of(const Node& node) {
  ProtoWriter out;
  for (const std::string& input : node.inputs) out.text(1, input);
  for (const std::string& output : node.outputs) out.text(2, output);
  out.text(3, node.type + '_' + (node.outputs.empty() ? "" : node.outputs.front()));
  out.text(4, node.type);
  for (const Attribute& attribute : node.attributes) {
    ProtoWriter inner;
    inner.text(1, attribute.name);
    write_value(inner, attribute);
    out.message(5, inner);
  }
  if (!node.domain.empty()) out.text(7, node.domain);
  return out;
}

ProtoWriter message_of(const Graph& graph) {
  ProtoWriter out;
  for (const Node& node : graph.nodes) out.message(1, message_of(node));
  out.text(2, graph.name);
  for (const Tensor& tensor : graph.initializers) out.message(5, message_of(tensor));
  for (const Value& input : graph.inputs) out.message(11, message_of(input));
  for (const Value& output : graph.outputs) out.message(12, message_of(output));
  for (const Tensor& values : graph.sparse) out.message(15, sparse_message(values));
  return out;
}

ProtoWriter message_of(const Model& model) {
  ProtoWriter out;
  out.number(1, model.ir_version);
  out.text(2, model.producer).text(3, model.producer_version);
  out.message(7, message_of(model.graph));
  for (const auto& [domain, version] : model.operator_sets) {
    ProtoWriter set;
    if (!domain.empty()) set.text(1, domain);
    out.message(8, set.number(2, version));
  }
  for (const auto& [key, value] : model.metadata) out.message(14, entry(key, value));
  for (const Function& function : model.functions) out.message(25, message_of(function));
  return out;
}

File file_of(std::string path, const ProtoWriter& message) {
  return {.path = std::move(path), .bytes = message.bytes(), .holes = message.holes()};
}

File file_of(std::string path, const Model& model) {
  return file_of(std::move(path), message_of(model));
}

}  // namespace stacmlm::model_files::onnx
