// SPDX-License-Identifier: Apache-2.0
#include "model_files/skops.h"

#include <string>
#include <string_view>
#include <utility>

#include "model_files/byte_writer.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

/// An array as NumPy saves it, with so many bytes behind its header.
std::string npy(const std::string& descr, const std::string& shape, std::size_t bytes) {
  std::string header =
      "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
  header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  ByteWriter out;
  out.text("\x93NUMPY").u8(1).u8(0).u16(static_cast<std::uint16_t>(header.size())).text(header);
  return out.zeros(bytes).bytes();
}

std::string node(std::string_view loader, std::string_view module, std::string_view name,
                 const std::string& rest) {
  return R"({"__class__":")" + std::string(name) + R"(","__module__":")" + std::string(module) +
         R"(","__loader__":")" + std::string(loader) + "\"," + rest + '}';
}

std::string json_node(std::string_view type, const std::string& content) {
  return node("JsonNode", "builtins", type, R"("is_json":true,"content":)" + content);
}

std::string array_node(const std::string& file) {
  return node("NdArrayNode", "numpy", "ndarray", R"("type":"numpy","file":")" + file + '"');
}

/// A classifier of four bands and three classes; `more` are further members of its state.
std::string schema(const std::string& more) {
  const std::string state = R"({"C":)" + json_node("float", "\"1.0\"") + R"(,"coef_":)" +
                            array_node("1.npy") + R"(,"classes_":)" + array_node("2.npy") +
                            R"(,"n_features_in_":)" + json_node("int", "\"4\"") +
                            R"(,"_sklearn_version":)" + json_node("str", R"("\"1.5.2\"")") +
                            (more.empty() ? "" : ",\"more\":" + more) + '}';
  return node("ObjectNode", "sklearn.linear_model._logistic", "LogisticRegression",
              R"("__id__":1,"content":)" +
                  node("DictNode", "builtins", "dict", R"("content":)" + state) +
                  R"(,"protocol":2,"_skops_version":"0.11.0")");
}

std::vector<File> with(const std::string& more, const std::string& coefficients) {
  return {
      {"model.skops", zip({{.name = "1.npy", .bytes = coefficients, .is_deflated = true},
                           {.name = "2.npy", .bytes = npy("<i8", "(3,)", 24), .is_deflated = true},
                           {.name = "schema.json", .bytes = schema(more), .is_deflated = true}})}};
}

std::string sound_array() { return npy("<f8", "(3, 4)", 96); }

std::vector<File> classifier() { return with("", sound_array()); }

std::vector<File> own_type() {
  return with(node("ObjectNode", "my_package.models", "Model", R"("content":null)"), sound_array());
}

std::vector<File> function() {
  return with(node("FunctionNode", "builtins", "function",
                   R"("content":{"module_path":"os","function":"system"})"),
              sound_array());
}

std::vector<File> method() {
  return with(node("MethodNode", "builtins", "builtin_function_or_method",
                   R"("content":{"func":"__globals__","obj":)" +
                       json_node("str", "\"touch canary\"") + '}'),
              sound_array());
}

// It says that it is of NumPy; what is taken stands in the content.
std::vector<File> hidden() {
  return with(node("TypeNode", "builtins", "type",
                   R"("content":{"__class__":"Popen","__module__":"subprocess"})"),
              sound_array());
}

std::vector<File> generator() {
  return with(node("RandomGeneratorNode", "numpy.random._generator", "Generator",
                   R"("content":{"bit_generator":{"bit_generator":"ctypeslib"}})"),
              sound_array());
}

std::vector<File> huge_array() { return with("", npy("<f8", "(4294967296, 4294967296, 4)", 96)); }

std::vector<File> objects() { return with("", npy("|O", "(3,)", 24)); }

std::vector<File> missing_array() { return with(array_node("3.npy"), sound_array()); }

/// The classifier with one part more.
std::vector<File> with_part(ZipEntry part) {
  return {
      {"model.skops", zip({{.name = "1.npy", .bytes = sound_array(), .is_deflated = true},
                           {.name = "2.npy", .bytes = npy("<i8", "(3,)", 24), .is_deflated = true},
                           std::move(part),
                           {.name = "schema.json", .bytes = schema(""), .is_deflated = true}})}};
}

ZipEntry matrix(const std::string& data) {
  return {.name = "3.npz",
          .bytes = zip({{.name = "format.npy", .bytes = npy("|S3", "()", 3), .is_deflated = true},
                        {.name = "data.npy", .bytes = data, .is_deflated = true}})};
}

std::vector<File> sparse() { return with_part(matrix(npy("<f8", "(2,)", 16))); }

std::vector<File> sparse_objects() { return with_part(matrix(npy("|O", "(2,)", 16))); }

std::vector<File> packed_sparse() {
  ZipEntry part = matrix(npy("<f8", "(2,)", 16));
  part.is_deflated = true;
  return with_part(std::move(part));
}

std::vector<File> raw_bytes() { return with_part({.name = "3.bin", .bytes = "\x80\x04."}); }

std::vector<File> new_loader() {
  return with(node("NewNode", "builtins", "dict", R"("content":null)"), sound_array());
}

std::vector<File> forest() {
  return with(node("TreeNode", "sklearn.tree._tree", "Tree", R"("content":null)"), sound_array());
}

std::vector<File> harmless_function() {
  return with(node("FunctionNode", "numpy", "log1p", R"("__id__":7)"), sound_array());
}

std::vector<File> new_function() {
  return with(node("FunctionNode", "os", "system", R"("__id__":7)"), sound_array());
}

constexpr Kind kKinds[] = {
    {"skops-classifier", "a classifier of scikit-learn: four bands, three classes", classifier},
    {"skops-own-type", "with an object of a type of the author's", own_type},
    {"skops-function", "with a function that would run a command", function},
    {"skops-new-function", "the same, as today's version writes it", new_function},
    {"skops-log1p", "with a function that calculates", harmless_function},
    {"skops-tree", "with a tree that compiled code follows", forest},
    {"skops-method", "with a method that leads to all that its module has", method},
    {"skops-hidden-type", "with a type whose name stands a step deeper", hidden},
    {"skops-generator", "with a generator of random numbers that is none", generator},
    {"skops-huge-array", "with an array of more elements than 64 bits count", huge_array},
    {"skops-objects", "with an array of pickled objects", objects},
    {"skops-missing-array", "with an array that is not in the file", missing_array},
    {"skops-sparse", "with a sparse matrix", sparse},
    {"skops-sparse-objects", "with a sparse matrix of pickled objects", sparse_objects},
    {"skops-sparse-packed", "with a sparse matrix that is packed twice", packed_sparse},
    {"skops-bytes", "with raw bytes", raw_bytes},
    {"skops-new-loader", "with a kind of object that skops does not know so far", new_loader},
};

}  // namespace

std::span<const Kind> skops_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
