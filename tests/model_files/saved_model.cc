// SPDX-License-Identifier: Apache-2.0
#include "model_files/saved_model.h"

#include <algorithm>

#include "model_files/byte_writer.h"
#include "model_files/proto_writer.h"

namespace stacmlm::model_files {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kBlockEntries = 4;

/// Entries with what each key shares with the one before as a number, and one restart.
std::string block_of(const Entries& entries) {
  ByteWriter out;
  std::string last;
  for (const auto& [key, value] : entries) {
    const auto shared =
        static_cast<std::size_t>(std::ranges::mismatch(last, key).in1 - last.begin());
    out.varint(shared).varint(key.size() - shared).varint(value.size());
    out.text(key.substr(shared)).text(value);
    last = key;
  }
  return out.u32(0).u32(1).bytes();
}

/// Writes a block and gives its handle.
std::string add_block(ByteWriter& out, const std::string& block, std::uint8_t packing) {
  const std::string handle = ByteWriter().varint(out.size()).varint(block.size()).bytes();
  out.text(block).u8(packing).u32(0);
  return handle;
}

ProtoWriter shape_of(const std::vector<std::int64_t>& sizes) {
  ProtoWriter shape;
  for (const std::int64_t size : sizes)
    shape.message(2, ProtoWriter().number(1, static_cast<std::uint64_t>(size)));
  return shape;
}

struct Variable {
  std::string key;
  std::vector<std::int64_t> shape{};
  std::uint64_t type = 1;  ///< float32
  std::uint64_t bytes = 0;
};

/// variables.index and the size of the data that it tells of.
std::pair<std::string, std::uint64_t> index_of(const std::vector<Variable>& variables,
                                               std::uint8_t packing = 0) {
  Entries entries{{"", ProtoWriter().number(1, 1).message(3, ProtoWriter().number(1, 1)).bytes()}};
  std::uint64_t offset = 0;
  for (const Variable& variable : variables) {
    ProtoWriter entry;
    entry.number(1, variable.type).message(2, shape_of(variable.shape));
    entry.number(4, offset).number(5, variable.bytes).fixed32(6, 0);
    entries.emplace_back(variable.key, entry.bytes());
    offset += variable.bytes;
  }
  return {table_of(entries, packing), offset};
}

std::vector<Variable> variables() {
  const std::string value = "/.ATTRIBUTES/VARIABLE_VALUE";
  return {{"_CHECKPOINTABLE_OBJECT_GRAPH", {}, 7, 20},
          {"layer_with_weights-0/bias" + value, {8}, 1, 32},
          {"layer_with_weights-0/kernel" + value, {14, 8}, 1, 448},
          {"layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m" + value, {14, 8}, 1, 448},
          {"layer_with_weights-1/gamma" + value, {8}, 1, 32},
          {"layer_with_weights-1/moving_mean" + value, {8}, 1, 32},
          {"layer_with_weights-2/kernel" + value, {8, 3}, 1, 96},
          {"optimizer/iter" + value, {}, 9, 8},
          {"save_counter" + value, {}, 9, 8}};
}

ProtoWriter node(const std::string& name, const std::string& op, const std::string& input = "") {
  ProtoWriter out;
  out.text(1, name).text(2, op);
  if (!input.empty()) out.text(3, input);
  return out;
}

/// A constant text.
ProtoWriter constant(const std::string& name, const std::string& text) {
  const ProtoWriter tensor = ProtoWriter().number(1, 7).text(8, text);
  ProtoWriter out = node(name, "Const");
  return out.message(5,
                     ProtoWriter().text(1, "value").message(2, ProtoWriter().message(8, tensor)));
}

/// The call of a function.
ProtoWriter call(const std::string& name, const std::string& function, const std::string& input) {
  const ProtoWriter called = ProtoWriter().message(10, ProtoWriter().text(1, function));
  ProtoWriter out = node(name, "StatefulPartitionedCall", input);
  return out.message(5, ProtoWriter().text(1, "f").message(2, called));
}

ProtoWriter function(const std::string& name, const std::vector<ProtoWriter>& nodes) {
  ProtoWriter out;
  out.message(1, ProtoWriter().text(1, name));
  for (const ProtoWriter& inner : nodes) out.message(3, inner);
  return out;
}

ProtoWriter tensor_info(const std::string& key, const std::string& name,
                        const std::vector<std::int64_t>& shape) {
  const ProtoWriter info = ProtoWriter().text(1, name).number(2, 1).message(3, shape_of(shape));
  return ProtoWriter().text(1, key).message(2, info);
}

/// What is special about a model.
struct Special {
  std::vector<ProtoWriter> nodes{};      ///< further ones of the graph
  std::vector<ProtoWriter> functions{};  ///< ... of its library
};

ProtoWriter model_of(const Special& special) {
  ProtoWriter graph;
  for (const auto& inner :
       {node("saver_filename", "Placeholder"), node("dense/kernel", "VarHandleOp"),
        call("StatefulPartitionedCall", "__inference_call_1", "serving_default_bands"),
        call("StatefulPartitionedCall_1", "__inference__traced_save_2", "saver_filename"),
        call("StatefulPartitionedCall_2", "__inference__traced_restore_3", "saver_filename")})
    graph.message(1, inner);
  for (const ProtoWriter& inner : special.nodes) graph.message(1, inner);
  ProtoWriter library;
  library.message(
      1, function("__inference_call_1", {node("MatMul", "MatMul"), node("Softmax", "Softmax")}));
  library.message(1, function("__inference__traced_save_2",
                              {constant("part", "_temp/part"), node("SaveV2", "SaveV2"),
                               node("Merge", "MergeV2Checkpoints")}));
  library.message(1, function("__inference__traced_restore_3", {node("RestoreV2", "RestoreV2")}));
  for (const ProtoWriter& inner : special.functions) library.message(1, inner);
  graph.message(2, library);
  ProtoWriter signature;
  signature.message(1, tensor_info("bands", "serving_default_bands:0", {-1, 14}));
  signature.message(2, tensor_info("classes", "StatefulPartitionedCall:0", {-1, 3}));
  signature.text(3, "tensorflow/serving/predict");
  ProtoWriter meta;
  meta.message(1, ProtoWriter().text(4, "serve").text(5, "2.15.0")).message(2, graph);
  meta.message(5, ProtoWriter().text(1, "__saved_model_init_op").message(2, ProtoWriter()));
  meta.message(5, ProtoWriter().text(1, "serving_default").message(2, signature));
  return ProtoWriter().number(1, 1).message(2, meta);
}

std::vector<File> files_of(const Special& special, std::uint8_t packing = 0,
                           std::uint64_t missing = 0) {
  const auto [index, size] = index_of(variables(), packing);
  return {{.path = "saved_model.pb", .bytes = model_of(special).bytes()},
          {.path = "variables/variables.index", .bytes = index},
          {.path = "variables/variables.data-00000-of-00001",
           .bytes = std::string(size - missing, '\0')}};
}

std::vector<File> sound() { return files_of({}); }

std::vector<File> write_file() {
  return files_of({.functions = {function("__inference_f_4", {node("w", "WriteFile")})}});
}

std::vector<File> python() { return files_of({.nodes = {node("py", "PyFunc")}}); }

std::vector<File> fixed_place() {
  return files_of(
      {.functions = {function("__inference__traced_save_5", {constant("path", "/etc/cron.d/x"),
                                                             node("SaveV2", "SaveV2", "path")})}});
}

std::vector<File> saver_called() {
  return files_of({.functions = {function(
                       "__inference_f_4",
                       {constant("path", "x"), call("c", "__inference__traced_save_2", "path")})}});
}

std::vector<File> lambda() {
  auto files = files_of({});
  const ProtoWriter object =
      ProtoWriter().number(2, 1).text(5, R"({"class_name": "Lambda", "config": {"name": "l"}})");
  files.push_back({.path = "keras_metadata.pb", .bytes = ProtoWriter().message(1, object).bytes()});
  return files;
}

std::vector<File> no_variables() {
  auto files = files_of({});
  files.resize(1);
  return files;
}

std::vector<File> short_data() { return files_of({}, 0, 1); }

std::vector<File> packed_index() { return files_of({}, 1); }

std::vector<File> table_alone() {
  return {{.path = "variables.index", .bytes = index_of(variables()).first}};
}

constexpr Kind kKinds[] = {
    {"saved-model", "14 bands of a pixel in, 3 classes out, with the state of its optimiser",
     sound},
    {"saved-model-fixed-place", "a saver that writes to a place of its own", fixed_place},
    {"saved-model-index", "the index of its variables alone", table_alone},
    {"saved-model-lambda", "a Lambda layer in keras_metadata.pb", lambda},
    {"saved-model-no-variables", "its variables are not there", no_variables},
    {"saved-model-packed", "the index of its variables is packed", packed_index},
    {"saved-model-python", "an operator that calls Python", python},
    {"saved-model-saver-called", "a function that calls the saver", saver_called},
    {"saved-model-short", "its variables lack the last byte", short_data},
    {"saved-model-write-file", "an operator that writes a file", write_file},
};

}  // namespace

std::string table_of(const Entries& entries, std::uint8_t packing) {
  ByteWriter out;
  Entries blocks;
  for (std::size_t i = 0; i < entries.size(); i += kBlockEntries) {
    const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end =
        entries.begin() + static_cast<std::ptrdiff_t>(std::min(i + kBlockEntries, entries.size()));
    const Entries part(begin, end);
    blocks.emplace_back(part.back().first, add_block(out, block_of(part), packing));
  }
  const std::string meta = add_block(out, block_of({}), 0);
  const std::string index = add_block(out, block_of(blocks), 0);
  std::string handles = meta + index;
  handles.resize(40);
  return out.text(handles).u64(0xdb4775248b80fb57).bytes();
}

std::span<const Kind> saved_model_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
