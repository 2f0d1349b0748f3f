// SPDX-License-Identifier: Apache-2.0
// The evaluator against ONNX Runtime: each operator by itself, and whole nets.
#include "run/evaluator/operators.h"

#include <cmath>

#include "model_files/kinds.h"
#include "model_files/onnx_unet.h"
#include "run/graph/graph.h"
#include "runtimes.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;
using Integers = std::vector<std::int64_t>;

/// Operators in a row, from x to y.
makers::Model net(std::vector<makers::Node> nodes, std::vector<makers::Tensor> weights = {},
                  makers::Type result = makers::Type::kFloat32) {
  makers::Model model;
  model.graph.outputs = {{"y", result, {"a", "b", "c", "d"}}};
  if (nodes.back().type == "Flatten" || nodes.back().type == "Gemm")
    model.graph.outputs[0].shape = {"a", "b"};
  model.graph.nodes = std::move(nodes);
  model.graph.initializers = std::move(weights);
  model.graph.inputs = {
      {"x", makers::Type::kFloat32, {"batch", std::int64_t{4}, "height", "width"}}};
  return model;
}

class AgainstOnnxRuntime : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = open_onnxruntime({.library = {}, .folders = {STACMLM_RUNTIMES}});
    if (!opened) GTEST_SKIP() << opened.error().message;
    other_ = *std::move(opened);
  }

  void expect_same(const makers::Model& model, Integers shape = {2, 4, 11, 13}) {
    const std::string told = model.graph.nodes.back().type;
    const std::string path = folder_.write(model);
    const auto ours = evaluator_runtime()->load(path, {});
    const auto theirs = other_->load(path, {});
    ASSERT_TRUE(ours) << told << ": " << ours.error().message;
    ASSERT_TRUE(theirs) << told << ": " << theirs.error().message;
    const Tensor input = noise(std::move(shape));
    const auto a = run_one(**ours, input);
    const auto b = run_one(**theirs, input);
    ASSERT_TRUE(a.size() == 1 && b.size() == 1) << told;
    ASSERT_EQ(a[0].shape(), b[0].shape()) << told;
    ASSERT_EQ(a[0].type(), b[0].type()) << told;
    if (a[0].type() == DataType::kInt64) {
      EXPECT_TRUE(std::ranges::equal(a[0].values<std::int64_t>(), b[0].values<std::int64_t>()));
      return;
    }
    const auto x = a[0].values<float>();
    const auto y = b[0].values<float>();
    float worst = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      ASSERT_EQ(std::isnan(x[i]), std::isnan(y[i])) << told;
      if (x[i] != y[i]) worst = std::max(worst, std::abs(x[i] - y[i]));
    }
    EXPECT_LE(worst, 1e-5F) << told;
  }

 private:
  Folder folder_;
  std::unique_ptr<Runtime> other_;
};

TEST_F(AgainstOnnxRuntime, Convolutions) {
  const std::vector<makers::Tensor> weights{makers::floats("w", {6, 4, 3, 3}),
                                            makers::floats("b", {6})};
  const auto conv = [&](std::vector<makers::Attribute> attributes) {
    expect_same(net({{"Conv", {"x", "w", "b"}, {"y"}, std::move(attributes)}}, weights));
  };
  conv({});
  conv({{"pads", Integers{1, 0, 2, 1}}, {"strides", Integers{2, 1}}});
  conv({{"dilations", Integers{2, 3}}, {"pads", Integers{2, 3, 2, 3}}});
  conv({{"auto_pad", std::string("SAME_UPPER")}, {"strides", Integers{2, 2}}});
  conv({{"auto_pad", std::string("SAME_LOWER")}, {"strides", Integers{2, 3}}});
  conv({{"auto_pad", std::string("VALID")}});
  expect_same(net({{"Conv", {"x", "w"}, {"y"}, {{"group", std::int64_t{2}}}}},
                  {makers::floats("w", {6, 2, 3, 3})}));
  expect_same(net({{"Conv", {"x", "w"}, {"y"}, {{"group", std::int64_t{4}}}}},
                  {makers::floats("w", {8, 1, 1, 5})}));
}

TEST_F(AgainstOnnxRuntime, TransposedConvolutions) {
  const std::vector<makers::Tensor> weights{makers::floats("w", {4, 3, 3, 3}),
                                            makers::floats("b", {3})};
  const auto conv = [&](std::vector<makers::Attribute> attributes) {
    expect_same(net({{"ConvTranspose", {"x", "w", "b"}, {"y"}, std::move(attributes)}}, weights));
  };
  conv({});
  conv({{"strides", Integers{2, 2}},
        {"pads", Integers{1, 1, 1, 1}},
        {"output_padding", Integers{1, 1}}});
  conv({{"strides", Integers{2, 3}}, {"pads", Integers{0, 1, 1, 0}}});
  conv({{"dilations", Integers{2, 2}}});
  expect_same(net({{"ConvTranspose",
                    {"x", "w"},
                    {"y"},
                    {{"group", std::int64_t{2}}, {"strides", Integers{2, 2}}}}},
                  {makers::floats("w", {4, 3, 2, 2})}));
}

TEST_F(AgainstOnnxRuntime, Pools) {
  for (const char* type : {"MaxPool", "AveragePool"}) {
    const auto pool = [&](std::vector<makers::Attribute> attributes) {
      attributes.push_back({"kernel_shape", Integers{3, 2}});
      expect_same(net({{type, {"x"}, {"y"}, std::move(attributes)}}));
    };
    pool({});
    pool({{"strides", Integers{2, 2}}, {"pads", Integers{1, 0, 1, 1}}});
    pool({{"strides", Integers{2, 2}}, {"auto_pad", std::string("SAME_UPPER")}});
    pool({{"strides", Integers{2, 3}}, {"ceil_mode", std::int64_t{1}}});
  }
  expect_same(net({{"AveragePool",
                    {"x"},
                    {"y"},
                    {{"kernel_shape", Integers{3, 3}},
                     {"pads", Integers{1, 1, 1, 1}},
                     {"count_include_pad", std::int64_t{1}}}}}));
  expect_same(net({{"GlobalAveragePool", {"x"}, {"y"}}}));
}

TEST_F(AgainstOnnxRuntime, Resizing) {
  for (const char* places : {"half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"})
    for (const char* mode : {"nearest", "linear"})
      for (const float factor : {2.0F, 3.0F, 0.5F})
        expect_same(net({{"Resize",
                          {"x", "", "s"},
                          {"y"},
                          {{"mode", std::string(mode)},
                           {"coordinate_transformation_mode", std::string(places)}}}},
                        {makers::values("s", {1, 1, factor, 2})}));
  expect_same(net({{"Resize",
                    {"x", "", "", "s"},
                    {"y"},
                    {{"nearest_mode", std::string("floor")},
                     {"coordinate_transformation_mode", std::string("asymmetric")}}}},
                  {makers::integers("s", {2, 4, 22, 39})}));
}

TEST_F(AgainstOnnxRuntime, ElementByElement) {
  for (const char* type : {"Relu", "LeakyRelu", "Sigmoid", "Tanh", "Exp", "Abs", "Neg", "Identity"})
    expect_same(net({{type, {"x"}, {"y"}}}));
  for (const char* type : {"Add", "Sub", "Mul", "Div", "Min", "Max"}) {
    expect_same(net({{type, {"x", "w"}, {"y"}}}, {makers::floats("w", {4, 1, 1})}));
    expect_same(net({{type, {"w", "x"}, {"y"}}}, {makers::ones("w", {1})}));
  }
  expect_same(net({{"Abs", {"x"}, {"a"}}, {"Sqrt", {"a"}, {"y"}}}));
  expect_same(net({{"Clip", {"x", "l", "h"}, {"y"}}},
                  {{.name = "l", .data = std::string(4, '\0')}, makers::ones("h", {})}));
  for (const char* type : {"Greater", "Less", "GreaterOrEqual", "LessOrEqual"})
    expect_same(net({{type, {"x", "w"}, {"c"}}, {"Where", {"c", "x", "w"}, {"y"}}},
                    {makers::floats("w", {4, 1, 1})}));
  expect_same(
      net({{"Greater", {"x", "w"}, {"c"}}, {"Cast", {"c"}, {"y"}, {{"to", std::int64_t{1}}}}},
          {makers::floats("w", {4, 1, 1})}));
}

TEST_F(AgainstOnnxRuntime, ChannelsAndShapes) {
  const std::vector<makers::Tensor> weights{makers::floats("s", {4}), makers::floats("b", {4}),
                                            makers::floats("m", {4}), makers::ones("v", {4})};
  expect_same(net({{"BatchNormalization", {"x", "s", "b", "m", "v"}, {"y"}}}, weights));
  expect_same(net({{"InstanceNormalization", {"x", "s", "b"}, {"y"}}}, weights));
  for (const std::int64_t axis : {1, 2, -1})
    expect_same(net({{"Softmax", {"x"}, {"y"}, {{"axis", axis}}}}));
  makers::Model old = net({{"Softmax", {"x"}, {"y"}, {{"axis", std::int64_t{1}}}}});
  old.operator_sets = {{"", 11}};
  expect_same(old);
  expect_same(
      net({{"ArgMax", {"x"}, {"y"}, {{"axis", std::int64_t{1}}}}}, {}, makers::Type::kInt64));
  expect_same(net({{"Concat", {"x", "x"}, {"y"}, {{"axis", std::int64_t{1}}}}}));
  expect_same(net({{"Transpose", {"x"}, {"y"}, {{"perm", Integers{0, 2, 3, 1}}}}}));
  expect_same(net({{"Reshape", {"x", "r"}, {"y"}}}, {makers::integers("r", {0, 2, 2, -1})}));
  expect_same(net({{"Slice", {"x", "a", "b", "c", "d"}, {"y"}}},
                  {makers::integers("a", {1, -9}), makers::integers("b", {99, -1}),
                   makers::integers("c", {1, 3}), makers::integers("d", {2, 3})}));
  expect_same(net({{"Flatten", {"x"}, {"y"}}}));
  for (const char* mode : {"constant", "edge", "reflect"})
    expect_same(net({{"Pad", {"x", "p"}, {"y"}, {{"mode", std::string(mode)}}}},
                    {makers::integers("p", {0, 0, 2, 1, 0, 0, 3, -1})}));
  expect_same(net({{"DepthToSpace", {"x"}, {"y"}, {{"blocksize", std::int64_t{2}}}}}));
  expect_same(net({{"SpaceToDepth", {"x"}, {"y"}, {{"blocksize", std::int64_t{2}}}}}),
              {2, 4, 6, 8});
  expect_same(
      net({{"GlobalAveragePool", {"x"}, {"p"}},
           {"Flatten", {"p"}, {"f"}},
           {"Gemm", {"f", "w", "b"}, {"y"}, {{"transB", std::int64_t{1}}, {"alpha", 0.5F}}}},
          {makers::floats("w", {3, 4}), makers::floats("b", {3})}));
}

TEST_F(AgainstOnnxRuntime, WholeNets) {
  for (const std::int64_t levels : {1, 3}) {
    makers::Model model = makers::unet({.levels = levels, .has_batch_norm = true});
    expect_same(model, {1, 4, 32, 40});
  }
}

TEST(Graph, OfEveryModelFile) {
  // Whatever it holds: a graph, or why there is none.
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    if (!kind.name.starts_with("onnx-") || kind.name.starts_with("onnx-large")) continue;
    const std::string bytes = model_files::bytes_of(kind.name);
    const auto graph = graph::read_graph(*artifact::source_of(bytes, "model"));
    EXPECT_TRUE(graph || !graph.error().message.empty()) << kind.name;
  }
}

TEST(Graph, KeepsWithinLimits) {
  const std::string bytes = makers::message_of(makers::unet({.levels = 3})).bytes();
  const auto source = artifact::source_of(bytes, "model");
  EXPECT_TRUE(graph::read_graph(*source));
  EXPECT_EQ(graph::read_graph(*source, {.nodes = 3}).error().kind, base::ErrorKind::kLimitExceeded);
  EXPECT_EQ(graph::read_graph(*source, {.kept_bytes = 1000}).error().kind,
            base::ErrorKind::kLimitExceeded);
}

TEST(EvaluatorMemory, WhatNobodyReadsIsNotKept) {
  // Each of 64 MiB: all together they are more than there may be at a time.
  std::vector<makers::Node> nodes;
  for (int i = 0; i < 20; ++i) {
    nodes.push_back({"Concat",
                     std::vector<std::string>(8, "x"),
                     {"unread" + std::to_string(i)},
                     {{"axis", std::int64_t{1}}}});
  }
  nodes.push_back({"Identity", {"x"}, {"y"}});
  Folder folder;
  const auto model = evaluator_runtime()->load(folder.write(net(std::move(nodes))), {});
  ASSERT_TRUE(model) << model.error().message;
  const Tensor input(DataType::kFloat32, {1, 4, 512, 1024});
  const TensorView view = input.view();
  const auto outputs = (*model)->run({&view, 1});
  ASSERT_TRUE(outputs) << outputs.error().message;
  EXPECT_EQ(outputs->front().shape(), input.shape());
}

TEST(EvaluatorMemory, ATensorHasToFitIntoTheRoomThatIsLeft) {
  graph::Node node;
  node.type = "Pad";
  const evaluator::Call call{node, 13, {}, 400};
  EXPECT_TRUE(evaluator::make(call, DataType::kFloat32, {10, 10}));
  EXPECT_FALSE(evaluator::make(call, DataType::kFloat32, {10, 11}));
  EXPECT_TRUE(evaluator::make(call, DataType::kUint8, {10, 40}));
}

}  // namespace
}  // namespace stacmlm::run
