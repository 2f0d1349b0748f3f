// SPDX-License-Identifier: Apache-2.0
#include "model_files/onnx_index_nets.h"

namespace stacmlm::model_files::onnx {
namespace {

constexpr std::int64_t kBands = 4;
constexpr std::int64_t kClasses = 2;
// (nir - red) > 0.5 (nir + red) is 0.5 nir - 1.5 red > 0.
constexpr float kRed = -1.5F;
constexpr float kNir = 0.5F;

}  // namespace

Model ndvi_net(std::int64_t kernel) {
  const auto area = static_cast<std::size_t>(kernel * kernel);
  std::vector<float> weights(static_cast<std::size_t>(kClasses * kBands) * area, 0);
  const std::size_t vegetation = static_cast<std::size_t>(kBands) * area;
  for (std::size_t i = 0; i < area; ++i) {
    weights[vegetation + 2 * area + i] = kRed;
    weights[vegetation + 3 * area + i] = kNir;
  }
  Tensor weight = values("weight", weights);
  weight.shape = {kClasses, kBands, kernel, kernel};
  const std::int64_t pad = kernel / 2;
  Model model;
  Graph& graph = model.graph;
  graph.inputs = {{"image", Type::kFloat32, {"batch", kBands, "height", "width"}}};
  graph.outputs = {{"scores", Type::kFloat32, {"batch", kClasses, "height", "width"}}};
  graph.initializers = {std::move(weight)};
  graph.nodes = {{"Conv",
                  {"image", "weight"},
                  {"scores"},
                  {{"kernel_shape", std::vector<std::int64_t>{kernel, kernel}},
                   {"pads", std::vector<std::int64_t>{pad, pad, pad, pad}}}}};
  return model;
}

}  // namespace stacmlm::model_files::onnx
