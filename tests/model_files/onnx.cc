// SPDX-License-Identifier: Apache-2.0
#include "model_files/onnx.h"

#include <string>
#include <utility>

#include "model_files/onnx_index_nets.h"
#include "model_files/onnx_scene_nets.h"
#include "model_files/onnx_unet.h"
#include "model_files/onnx_writer.h"

namespace stacmlm::model_files {
namespace {

using namespace onnx;

std::vector<File> unet_fixed() { return {file_of("unet.onnx", unet({.size = "256"}))}; }

std::vector<File> unet_dynamic() { return {file_of("unet.onnx", unet({}))}; }

// The result is the root of a negative number.
std::vector<File> unet_root() {
  Model model = unet({.output = "scores"});
  model.graph.nodes.push_back({"Abs", {"scores"}, {"size"}});
  model.graph.nodes.push_back({"Neg", {"size"}, {"negative"}});
  model.graph.nodes.push_back({"Sqrt", {"negative"}, {"logits"}});
  model.graph.outputs.front().name = "logits";
  return {file_of("unet.onnx", model)};
}

std::vector<File> ndvi() { return {file_of("ndvi.onnx", ndvi_net(1))}; }

std::vector<File> heights() { return {file_of("heights.onnx", heights_net(5))}; }

std::vector<File> change() { return {file_of("change.onnx", change_net(0))}; }

std::vector<File> ndvi_blurred() { return {file_of("ndvi.onnx", ndvi_net(5))}; }

/// 75,037 parameters: a small network, as others measure with.
std::vector<File> unet_for_speed() {
  return {file_of("unet.onnx", unet({.width = 32, .lower_width = 56, .levels = 2}))};
}

std::vector<File> one_by_one() {
  Model model;
  model.graph.name = "main_graph";
  model.graph.initializers = {floats("weight", {5, 4, 1, 1})};
  model.graph.nodes = {{"Conv",
                        {"input", "weight"},
                        {"logits"},
                        {{"kernel_shape", std::vector<std::int64_t>{1, 1}}}}};
  model.graph.inputs = {{"input", Type::kFloat32, {"batch", std::int64_t{4}, "height", "width"}}};
  model.graph.outputs = {{"logits", Type::kFloat32, {"batch", std::int64_t{5}, "height", "width"}}};
  return {file_of("unet.onnx", model)};
}

std::vector<File> scene_classes() { return {file_of("scene.onnx", scene_classifier(32))}; }

std::vector<File> means() { return {file_of("means.onnx", band_means())}; }

std::vector<File> unet_batch_norm() {
  return {file_of("unet.onnx", unet({.size = "256", .has_batch_norm = true}))};
}

std::vector<File> unet_untold() {
  Model model = unet({});
  model.graph.outputs = {{"logits", Type::kUndefined, {"n", "scores", "rows", "columns"}}};
  return {file_of("unet.onnx", model)};
}

std::vector<File> unet_deepness() {
  Model model = unet({.bands = 3, .classes = 2, .size = "512"});
  model.graph.inputs[0].shape[0] = std::int64_t{1};
  model.graph.outputs[0].shape[0] = std::int64_t{1};
  model.metadata = {{"model_type", "\"Segmentor\""},
                    {"class_names", R"({"0": "background", "1": "field"})"},
                    {"resolution", "10"},
                    {"tiles_overlap", "15"},
                    {"standardization_mean", "[0.0, 0.0, 0.0]"},
                    {"standardization_std", "[1.0, 1.0, 1.0]"}};
  return {file_of("fields.onnx", model)};
}

// The interface of a U-Net on EfficientNet-b3 for two classes of fields, and as many parameters.
std::vector<File> geo_unet() {
  return {file_of("geo_unet.onnx", unet({.input = "model_input",
                                         .output = "model_output",
                                         .bands = 8,
                                         .classes = 2,
                                         .width = 48,
                                         .lower_width = 600,
                                         .neck = 10608,
                                         .size = "256",
                                         .is_hole = true}))};
}

std::vector<File> classifier() {
  Model model;
  model.producer = "tf2onnx";
  model.producer_version = "1.16.1";
  Graph& graph = model.graph;
  graph.nodes = {
      {"Conv",
       {"image", "stem.weight"},
       {"stem"},
       {{"kernel_shape", std::vector<std::int64_t>{3, 3}},
        {"pads", std::vector<std::int64_t>{1, 1, 1, 1}}}},
      {"Relu", {"stem"}, {"relu"}},
      {"GlobalAveragePool", {"relu"}, {"pooled"}},
      {"Constant", {}, {"flat"}, {{"value", integers("", {0, 8})}}},
      {"Reshape", {"pooled", "flat"}, {"features"}},
      {"Gemm", {"features", "head.weight", "head.bias"}, {"scores"}, {{"transB", std::int64_t{1}}}},
  };
  graph.initializers = {floats("stem.weight", {8, 3, 3, 3}), floats("head.weight", {4, 8}),
                        floats("head.bias", {4})};
  graph.inputs = {
      {"image", Type::kFloat32, {"batch", std::int64_t{3}, std::int64_t{64}, std::int64_t{64}}}};
  graph.outputs = {{"scores", Type::kFloat32, {"batch", std::int64_t{4}}}};
  model.metadata = {{"task", "classify"},
                    {"names", "{0: 'crop', 1: 'forest', 2: \"sea's edge\", 3: 'town'}"}};
  return {file_of("classifier.onnx", model)};
}

/// Takes the data of a tensor out of the model.
std::string move_out(Tensor& tensor, External where) {
  tensor.external = std::move(where);
  return std::exchange(tensor.data, {});
}

std::vector<File> external() {
  Model model = unet({.size = "256"});
  std::vector<Tensor>& weights = model.graph.initializers;
  std::string beside = move_out(weights[0], {"weights/unet.bin", 0, 1152});
  beside.resize(4096);
  beside += move_out(weights[2], {"weights/unet.bin", 4096, 4608});
  return {file_of("unet.onnx", model), {.path = "weights/unet.bin", .bytes = beside}};
}

std::vector<File> functions() {
  Model model;
  model.producer = "onnxscript";
  model.operator_sets = {{"", 18}, {"my.layers", 1}};
  model.functions = {
      {"my.layers", "Gate", {"x"}, {"y"}, {{"Sigmoid", {"x"}, {"s"}}, {"Mul", {"x", "s"}, {"y"}}}}};
  model.graph.nodes = {{"Gate", {"x"}, {"y"}, {}, "my.layers"}};
  model.graph.inputs = {{"x", Type::kFloat16, {"n", "n"}}};
  model.graph.outputs = {{"y", Type::kFloat16, {"n", "n"}}};
  return {file_of("functions.onnx", model)};
}

// Initialisers are inputs too before version 4 of the form; numbers stand one by one; one branch of
// an If has a weight of its own; weights of 8 bits.
std::vector<File> old_form() {
  Model model;
  model.ir_version = 3;
  model.producer = "CNTK";
  model.producer_version = "2.7";
  model.operator_sets = {{"", 9}};
  Graph then_branch{.name = "then",
                    .nodes = {{"Add", {"x", "offset"}, {"then_out"}}},
                    .initializers = {floats("offset", {1})},
                    .outputs = {{"then_out", Type::kFloat32, {std::int64_t{-1}}}}};
  Graph else_branch{.name = "else",
                    .nodes = {{"Identity", {"x"}, {"else_out"}}},
                    .outputs = {{"else_out", Type::kFloat32, {std::int64_t{-1}}}}};
  model.graph.nodes = {{"If",
                        {"condition"},
                        {"y"},
                        {{"then_branch", std::vector<Graph>{then_branch}},
                         {"else_branch", std::vector<Graph>{else_branch}}}}};
  model.graph.initializers = {
      {.name = "quantised", .type = Type::kInt8, .shape = {2, 2}, .data = "\1\2\3\4"}};
  model.graph.inputs = {{"x", Type::kFloat32, {std::int64_t{-1}}},
                        {"quantised", Type::kInt8, {std::int64_t{2}, std::int64_t{2}}}};
  ProtoWriter graph = message_of(model.graph);
  ProtoWriter condition;
  condition.number(1, 1).number(2, 9).number(5, 1).text(8, "condition");
  graph.message(5, condition);
  ProtoWriter single;
  single.number(1, 2).number(2, 1).fixed32(4, 0).fixed32(4, 0).text(8, "single");
  graph.message(5, single);
  graph.message(12, ProtoWriter().text(1, "y"));
  ProtoWriter message;
  message.number(1, 3).text(2, "CNTK").text(3, "2.7").message(7, graph);
  message.message(8, ProtoWriter().number(2, 9));
  return {file_of("old.onnx", message)};
}

// Layers one behind the other, 8 MB each.
std::vector<File> layers(std::int64_t count) {
  Model model;
  std::string last = "x";
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    const bool is_wide = i % 2 == 0;
    model.graph.initializers.push_back(
        zeros("layers." + number + ".weight", {is_wide ? 1000 : 2000, is_wide ? 2000 : 1000}));
    model.graph.nodes.push_back({"MatMul", {last, "layers." + number + ".weight"}, {"x" + number}});
    last = "x" + number;
  }
  model.graph.inputs = {{"x", Type::kFloat32, {"batch", std::int64_t{1000}}}};
  model.graph.outputs = {{last, Type::kFloat32, {"batch", std::int64_t{1000}}}};
  return {file_of("layers.onnx", model)};
}

std::vector<File> large() { return layers(600); }

std::vector<File> two_hundred_layers() { return layers(200); }

constexpr Kind kKinds[] = {
    {"onnx-band-means", "the means of 4 bands of an image of any size", means},
    {"onnx-classifier", "3 bands in, 4 classes out, which Ultralytics would name", classifier},
    {"onnx-external", "a U-Net with two weights in a file beside it", external},
    {"onnx-functions", "operators of a domain that functions of the model define", functions},
    {"onnx-geo-unet", "the interface of the U-Net in an example of MLM, weights of zeros",
     geo_unet},
    {"onnx-large", "600 weights, 4.8 GB of zeros that take no room", large},
    {"onnx-large-2gb", "200 weights, 1.6 GB: less than 2 GB, which other readers need",
     two_hundred_layers},
    {"onnx-ndvi", "vegetation where the NDVI is above 0.5: 4 bands in, 2 classes out", ndvi},
    {"onnx-heights", "vegetation by two images: 4 bands, and heights summed over 5 x 5 pixels",
     heights},
    {"onnx-change", "the last of a series of 4 bands less the first", change},
    {"onnx-ndvi-blurred", "the same of sums over 5 x 5 pixels", ndvi_blurred},
    {"onnx-old", "version 3 of the form: initialisers are inputs, numbers are not packed",
     old_form},
    {"onnx-one-by-one", "the interface of the U-Net, one convolution of 1 x 1", one_by_one},
    {"onnx-scene-classifier", "scores of 3 classes for an image of 4 bands and 32 x 32 pixels",
     scene_classes},
    {"onnx-unet", "4 bands in, 5 classes out, images of 256 x 256", unet_fixed},
    {"onnx-unet-75k", "the U-Net for images of any size, with 75,000 parameters", unet_for_speed},
    {"onnx-unet-batch-norm", "the same with batch normalisation", unet_batch_norm},
    {"onnx-unet-deepness", "with the metadata of QGIS Deepness", unet_deepness},
    {"onnx-unet-dynamic", "the U-Net for images of any size", unet_dynamic},
    {"onnx-unet-untold", "the same, of whose output the file tells no size and no type",
     unet_untold},
    {"onnx-unet-root", "the same with roots of negative numbers behind it", unet_root},
};

}  // namespace

std::span<const Kind> onnx_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
