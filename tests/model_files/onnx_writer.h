// SPDX-License-Identifier: Apache-2.0
// Writes ONNX models, sound ones by what a model consists of, others by the message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "model_files/kinds.h"
#include "model_files/proto_writer.h"

namespace stacmlm::model_files::onnx {

/// TensorProto.DataType.
enum class Type : std::uint8_t {
  kUndefined = 0,
  kFloat32 = 1,
  kUint8 = 2,
  kInt8 = 3,
  kInt64 = 7,
  kFloat16 = 10
};

/// A size, or the name of one that is free.
using Size = std::variant<std::int64_t, std::string>;

/// Where data lies that does not stand in the model.
struct External {
  std::string location;
  std::optional<std::uint64_t> offset{};
  std::optional<std::uint64_t> length{};
};

struct Tensor {
  std::string name;
  Type type = Type::kFloat32;
  std::vector<std::int64_t> shape{};
  std::string data{};    ///< little-endian elements
  bool is_hole = false;  ///< zeros, not written
  std::optional<External> external{};
};

/// `floats({"w", {8, 4, 3, 3}})`: the same small numbers around 0 for the same name and shape.
Tensor floats(std::string name, std::vector<std::int64_t> shape);
Tensor ones(std::string name, std::vector<std::int64_t> shape);
/// `values("scales", {1, 1, 2, 2})`: a list of float32.
Tensor values(std::string name, const std::vector<float>& values);
Tensor integers(std::string name, const std::vector<std::int64_t>& values);
/// A weight of zeros that take no room on the disk.
Tensor zeros(std::string name, std::vector<std::int64_t> shape);

/// An input or output.
struct Value {
  std::string name;
  Type type = Type::kFloat32;
  std::vector<Size> shape{};
};

struct Graph;

struct Attribute {
  std::string name;
  std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, Tensor,
               std::vector<Graph>>
      value;  ///< graphs: exactly one
};

struct Node {
  std::string type;
  std::vector<std::string> inputs{};
  std::vector<std::string> outputs{};
  std::vector<Attribute> attributes{};
  std::string domain{};
};

struct Graph {
  std::string name = "graph";
  std::vector<Node> nodes{};
  std::vector<Tensor> initializers{};
  std::vector<Value> inputs{};
  std::vector<Value> outputs{};
  std::vector<Tensor> sparse{};  ///< values of sparse initialisers; the places are the first ones
};

/// A model-local function.
struct Function {
  std::string domain;
  std::string name;
  std::vector<std::string> inputs{};
  std::vector<std::string> outputs{};
  std::vector<Node> nodes{};
};

struct Model {
  std::uint64_t ir_version = 8;
  std::string producer = "pytorch";
  std::string producer_version = "2.3.1";
  std::vector<std::pair<std::string, std::uint64_t>> operator_sets = {{"", 17}};
  Graph graph{};
  std::vector<Function> functions{};
  std::vector<std::pair<std::string, std::string>> metadata{};
};

/// The messages of onnx.proto, for models that no tool writes.
ProtoWriter message_of(const Tensor& tensor);
ProtoWriter message_of(const Value& value);
ProtoWriter message_of(const Node& node);
ProtoWriter message_of(const Graph& graph);
ProtoWriter message_of(const Model& model);

/// The model as a file.
File file_of(std::string path, const Model& model);
File file_of(std::string path, const ProtoWriter& message);

}  // namespace stacmlm::model_files::onnx
