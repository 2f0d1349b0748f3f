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

namespace {

/// A convolution that keeps the size.
Node convolution(std::string from, std::string weight, std::string to, std::int64_t kernel) {
  const std::int64_t pad = kernel / 2;
  return {"Conv",
          {std::move(from), std::move(weight)},
          {std::move(to)},
          {{"kernel_shape", std::vector<std::int64_t>{kernel, kernel}},
           {"pads", std::vector<std::int64_t>{pad, pad, pad, pad}}}};
}

Tensor ndvi_weight(std::int64_t kernel) {
  const auto area = static_cast<std::size_t>(kernel * kernel);
  std::vector<float> weights(static_cast<std::size_t>(kClasses * kBands) * area, 0);
  const std::size_t vegetation = static_cast<std::size_t>(kBands) * area;
  for (std::size_t i = 0; i < area; ++i) {
    weights[vegetation + 2 * area + i] = kRed;
    weights[vegetation + 3 * area + i] = kNir;
  }
  Tensor weight = values("weight", weights);
  weight.shape = {kClasses, kBands, kernel, kernel};
  return weight;
}

Value image_of(std::string name, std::int64_t channels) {
  return {std::move(name), Type::kFloat32, {"batch", channels, "height", "width"}};
}

}  // namespace

Model ndvi_net(std::int64_t kernel) {
  Model model;
  model.graph.inputs = {image_of("image", kBands)};
  model.graph.outputs = {image_of("scores", kClasses)};
  model.graph.initializers = {ndvi_weight(kernel)};
  model.graph.nodes = {convolution("image", "weight", "scores", kernel)};
  return model;
}

Model heights_net(std::int64_t kernel) {
  const auto area = static_cast<std::size_t>(kernel * kernel);
  std::vector<float> sums(static_cast<std::size_t>(kClasses) * area, 0);
  for (std::size_t i = 0; i < area; ++i) sums[area + i] = -1;
  Tensor weight = values("sums", sums);
  weight.shape = {kClasses, 1, kernel, kernel};
  Model model;
  Graph& graph = model.graph;
  graph.inputs = {image_of("image", kBands), image_of("heights", 1)};
  graph.outputs = {image_of("scores", kClasses)};
  graph.initializers = {ndvi_weight(1), std::move(weight)};
  graph.nodes = {convolution("image", "weight", "seen", 1),
                 convolution("heights", "sums", "high", kernel),
                 {"Add", {"seen", "high"}, {"scores"}}};
  return model;
}

Model change_net(std::int64_t times) {
  const Size time = times > 0 ? Size(times) : Size("time");
  Model model;
  Graph& graph = model.graph;
  graph.inputs = {{"series", Type::kFloat32, {"batch", time, kBands, "height", "width"}}};
  graph.outputs = {
      {"change", Type::kFloat32, {"batch", std::int64_t{1}, kBands, "height", "width"}}};
  graph.initializers = {integers("zero", {0}), integers("one", {1}), integers("last", {-1}),
                        integers("end", {1 << 20})};
  graph.nodes = {{"Slice", {"series", "last", "end", "one"}, {"new"}},
                 {"Slice", {"series", "zero", "one", "one"}, {"old"}},
                 {"Sub", {"new", "old"}, {"change"}}};
  return model;
}

}  // namespace stacmlm::model_files::onnx
