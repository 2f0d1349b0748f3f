// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/activation.h"

#include <gtest/gtest.h>

#include "model_files/onnx_unet.h"
#include "model_files/onnx_writer.h"
#include "runtimes.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {
namespace {

namespace onnx = model_files::onnx;

Activation of(const onnx::Model& model, std::int64_t rows = 64, std::int64_t columns = 32) {
  Folder folder;
  const auto source = artifact::open_source(folder.write(model)).value();
  const ImageAxes input{"input"};
  return activation_of(graph::read_graph(*source).value(), {&input, 1}, {rows, columns});
}

onnx::Model net(std::vector<onnx::Node> nodes) {
  onnx::Model model;
  model.graph.initializers = {onnx::floats("w", {8, 4, 1, 1}), onnx::floats("v", {2, 8, 1, 1})};
  model.graph.nodes = std::move(nodes);
  model.graph.inputs = {
      {"input", onnx::Type::kFloat32, {"batch", std::int64_t{4}, "height", "width"}}};
  model.graph.outputs = {
      {"logits", onnx::Type::kFloat32, {"batch", std::int64_t{2}, "height", "width"}}};
  return model;
}

constexpr double kPixels = 64.0 * 32;

TEST(Activation, CountsWhatIsThereAtTheSameTime) {
  // 8 channels, then 2 beside them; the input is the caller's.
  const Activation plain =
      of(net({{"Conv", {"input", "w"}, {"a"}}, {"Conv", {"a", "v"}, {"logits"}}}));
  EXPECT_TRUE(plain.is_known);
  EXPECT_EQ(plain.bytes, kPixels * 4 * (8 + 2));
}

TEST(Activation, ElementByElementWorksInPlace) {
  const Activation relu = of(net(
      {{"Conv", {"input", "w"}, {"a"}}, {"Relu", {"a"}, {"b"}}, {"Conv", {"b", "v"}, {"logits"}}}));
  EXPECT_EQ(relu.bytes, kPixels * 4 * (8 + 2));
}

TEST(Activation, KeepsWhatIsUsedLater) {
  const Activation later = of(net({{"Conv", {"input", "w"}, {"a"}},
                                   {"Relu", {"a"}, {"b"}},
                                   {"Add", {"a", "b"}, {"c"}},
                                   {"Conv", {"c", "v"}, {"logits"}}}));
  EXPECT_EQ(later.bytes, kPixels * 4 * (8 + 8));
}

TEST(Activation, OfAUnetIsThatOfItsUpperLevel) {
  // Where the skipped and the upsampled channels are joined: 32 and 32, and both again.
  const onnx::Model unet = onnx::unet({.width = 32, .lower_width = 56, .levels = 2});
  const Activation activation = of(unet);
  EXPECT_TRUE(activation.is_known);
  EXPECT_EQ(activation.bytes, kPixels * 4 * (32 + 32 + 64));
  EXPECT_EQ(of(unet, 128, 64).bytes, 4 * activation.bytes);
}

TEST(Activation, OperatorsMayHaveVeryManyInputs) {
  std::vector<std::string> many{"input"};
  for (int i = 0; i < 100'000; ++i) many.push_back("v" + std::to_string(i));
  EXPECT_GT(of(net({{"Sum", many, {"a"}}, {"Conv", {"a", "w"}, {"logits"}}})).bytes, 0);
}

TEST(Activation, SaysWhereItGuesses) {
  const Activation unknown = of(net({{"Conv", {"input", "w"}, {"a"}},
                                     {"NobodyKnows", {"a"}, {"b"}},
                                     {"Conv", {"b", "v"}, {"logits"}}}));
  EXPECT_FALSE(unknown.is_known);
  EXPECT_GE(unknown.bytes, kPixels * 4 * (8 + 8));
}

}  // namespace
}  // namespace stacmlm::run
