// SPDX-License-Identifier: Apache-2.0
#include "model_files/onnx_scene_nets.h"

namespace stacmlm::model_files::onnx {
namespace {

constexpr std::int64_t kBands = 4;

}  // namespace

Model scene_net(const SceneNet& form) {
  const auto numbers = static_cast<std::int64_t>(form.weights.size()) / kBands;
  Tensor weight = values("weight", form.weights);
  weight.shape = {numbers, kBands};
  const Size height = form.size > 0 ? Size(form.size) : Size("height");
  const Size width = form.size > 0 ? Size(form.size) : Size("width");
  Model model;
  Graph& graph = model.graph;
  graph.inputs = {{"image", Type::kFloat32, {"batch", kBands, height, width}}};
  graph.outputs = {{"row", Type::kFloat32, {"batch", numbers}}};
  graph.initializers = {std::move(weight)};
  graph.nodes = {{"GlobalAveragePool", {"image"}, {"pooled"}},
                 {"Flatten", {"pooled"}, {"means"}},
                 {"Gemm",
                  {"means", "weight"},
                  {form.has_softmax ? "sums" : "row"},
                  {{"transB", std::int64_t{1}}}}};
  if (form.has_softmax)
    graph.nodes.push_back({"Softmax", {"sums"}, {"row"}, {{"axis", std::int64_t{1}}}});
  return model;
}

Model scene_classifier(std::int64_t size) {
  return scene_net({.size = size, .weights = {0, 0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 1}});
}

Model band_means() {
  return scene_net({.weights = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}});
}

}  // namespace stacmlm::model_files::onnx
