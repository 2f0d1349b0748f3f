// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "model_files/onnx.h"
#include "model_files/onnx_unet.h"
#include "model_files/onnx_writer.h"

namespace stacmlm::model_files {
namespace {

using namespace onnx;

/// y = x + w, as small as a model can be.
Model sum() {
  Model model;
  model.graph.nodes = {{"Add", {"x", "w"}, {"y"}}};
  model.graph.initializers = {floats("w", {4})};
  model.graph.inputs = {{"x", Type::kFloat32, {std::int64_t{4}}}};
  model.graph.outputs = {{"y", Type::kFloat32, {std::int64_t{4}}}};
  return model;
}

Tensor outside(std::string name, std::string location) {
  return {.name = std::move(name), .shape = {4}, .external = External{std::move(location), 0, 16}};
}

std::vector<File> in_initializer(const std::string& location) {
  Model model = sum();
  model.graph.initializers = {outside("w", location)};
  return {file_of("escape.onnx", model)};
}

std::vector<File> absolute() { return in_initializer("/etc/passwd"); }
std::vector<File> parent() { return in_initializer("weights/../../secret.bin"); }
std::vector<File> memory() { return in_initializer("*/_ORT_MEM_ADDR_/*"); }
std::vector<File> missing() { return in_initializer("none.bin"); }

std::vector<File> too_short() {
  auto files = in_initializer("short.bin");
  files.push_back({.path = "short.bin", .bytes = "fifteen bytes.."});
  return files;
}

std::vector<File> in_sparse() {
  Model model = sum();
  model.graph.initializers.clear();
  model.graph.sparse = {outside("w", "../secret.bin")};
  return {file_of("escape.onnx", model)};
}

Node constant_outside() {
  return {"Constant", {}, {"w"}, {{"value", outside("", "../secret.bin")}}};
}

std::vector<File> in_attribute() {
  Model model = sum();
  model.graph.initializers.clear();
  model.graph.nodes.insert(model.graph.nodes.begin(), constant_outside());
  return {file_of("escape.onnx", model)};
}

std::vector<File> in_subgraph() {
  Model model = sum();
  const Graph branch{.nodes = {constant_outside()}};
  model.graph.nodes.push_back({"If", {"x"}, {"z"}, {{"then_branch", std::vector<Graph>{branch}}}});
  return {file_of("escape.onnx", model)};
}

std::vector<File> in_function() {
  Model model = sum();
  model.functions = {{"local", "F", {}, {"w"}, {constant_outside()}}};
  return {file_of("escape.onnx", model)};
}

std::vector<File> in_training() {
  ProtoWriter message = message_of(sum());
  const Graph algorithm{.initializers = {outside("m", "../secret.bin")}};
  message.message(20, ProtoWriter().message(2, message_of(algorithm)));
  return {file_of("escape.onnx", message)};
}

// Which of the two places counts differs from reader to reader.
std::vector<File> two_locations() {
  ProtoWriter tensor = message_of(outside("w", "../secret.bin"));
  tensor.message(13, ProtoWriter().text(1, "location").text(2, "sound.bin"));
  const Model model = sum();
  ProtoWriter graph;
  for (const Node& node : model.graph.nodes) graph.message(1, message_of(node));
  graph.message(5, tensor);
  ProtoWriter message;
  message.number(1, 8).message(7, graph).message(8, ProtoWriter().number(2, 17));
  return {file_of("two.onnx", message), {.path = "sound.bin", .bytes = std::string(16, '\0')}};
}

std::vector<File> custom_operator() {
  Model model = sum();
  model.operator_sets.emplace_back("org.example", 1);
  model.graph.nodes.push_back({"Sharpen", {"y"}, {"z"}, {}, "org.example"});
  return {file_of("custom.onnx", model)};
}

std::vector<File> python_operator() {
  Model model = sum();
  model.graph.nodes.push_back({"PythonOp", {"y"}, {"z"}, {}, "com.microsoft"});
  return {file_of("python.onnx", model)};
}

std::vector<File> deep() {
  Graph graph{.nodes = {{"Identity", {"x"}, {"y"}}}};
  for (int i = 0; i < 100; ++i) {
    Graph outer;
    outer.nodes = {{"If", {"x"}, {"y"}, {{"then_branch", std::vector<Graph>{std::move(graph)}}}}};
    graph = std::move(outer);
  }
  Model model;
  model.graph = std::move(graph);
  return {file_of("deep.onnx", model)};
}

std::vector<File> wrong_size() {
  Model model = sum();
  model.graph.initializers[0].shape = {5};
  return {file_of("wrong.onnx", model)};
}

std::vector<File> huge_shape() {
  Model model = sum();
  model.graph.initializers[0].shape = {std::int64_t{1} << 40, std::int64_t{1} << 40};
  return {file_of("huge.onnx", model)};
}

std::vector<File> unknown_field() {
  ProtoWriter message = message_of(sum());
  message.message(99, ProtoWriter().message(5, message_of(outside("w", "../secret.bin"))));
  return {file_of("future.onnx", message)};
}

std::vector<File> endless_number() {
  ProtoWriter message;
  message.number(1, 8).message(7, message_of(sum().graph)).raw("\x28" + std::string(12, '\xFF'));
  return {file_of("endless.onnx", message)};
}

std::vector<File> cut_off() {
  std::string bytes = message_of(sum()).bytes();
  bytes.resize(bytes.size() / 2);
  return {{.path = "cut.onnx", .bytes = std::move(bytes)}};
}

constexpr Kind kKinds[] = {
    {"onnx-custom-op", "an operator of a domain that nobody knows", custom_operator},
    {"onnx-cut-off", "the first half of a model", cut_off},
    {"onnx-deep", "a hundred graphs one in the other", deep},
    {"onnx-endless-number", "a number of more than 64 bits", endless_number},
    {"onnx-external-absolute", "a weight that is to be read from /etc/passwd", absolute},
    {"onnx-external-attribute", "... from ../secret.bin, by a tensor in an attribute",
     in_attribute},
    {"onnx-external-escape", "... from outside of the folder, by way of a folder in it", parent},
    {"onnx-external-function", "... by a tensor in a function", in_function},
    {"onnx-external-memory", "... from the memory of the runtime", memory},
    {"onnx-external-missing", "... from a file that is not there", missing},
    {"onnx-external-short", "... from a file that is too short", too_short},
    {"onnx-external-sparse", "... from ../secret.bin, by a sparse initialiser", in_sparse},
    {"onnx-external-subgraph", "... by a tensor in a branch", in_subgraph},
    {"onnx-external-training", "... by a tensor of a training graph", in_training},
    {"onnx-external-twice", "two places for one weight, one of them outside", two_locations},
    {"onnx-huge-shape", "a weight with more elements than a number can say", huge_shape},
    {"onnx-python-op", "an operator that calls Python", python_operator},
    {"onnx-unknown-field", "a field that no version of the form has", unknown_field},
    {"onnx-wrong-size", "a weight with less data than its shape needs", wrong_size},
};

}  // namespace

std::span<const Kind> onnx_hostile_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
