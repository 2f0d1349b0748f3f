// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "model_files/onnx_unet.h"
#include "run/tiling/field.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

graph::Graph graph_of(const makers::Model& model) {
  const std::string bytes = makers::message_of(model).bytes();
  auto graph = graph::read_graph(*artifact::source_of(bytes, "model"));
  EXPECT_TRUE(graph) << graph.error().message;
  return graph ? *std::move(graph) : graph::Graph();
}

NetworkField followed(const makers::Model& model) {
  const auto& output = model.graph.outputs.front().name;
  auto field = field_of(graph_of(model), {model.graph.inputs.front().name}, {output});
  EXPECT_TRUE(field) << field.error().message;
  return field ? *std::move(field) : NetworkField();
}

/// A net of single operators on x, which has four channels.
makers::Model net(std::vector<makers::Node> nodes, std::vector<makers::Tensor> weights = {}) {
  makers::Model model;
  model.graph.outputs = {
      {nodes.back().outputs.front(), makers::Type::kFloat32, {"batch", "c", "rows", "columns"}}};
  model.graph.nodes = std::move(nodes);
  model.graph.initializers = std::move(weights);
  model.graph.inputs = {
      {"x", makers::Type::kFloat32, {"batch", std::int64_t{4}, "height", "width"}}};
  return model;
}

std::string text_of(const NetworkField& field) {
  const AxisField& y = field.y;
  std::string text = "stride " + std::to_string(y.stride) + " step " + std::to_string(y.step.over) +
                     '/' + std::to_string(y.step.under) + " field " + std::to_string(y.left) + ' ' +
                     std::to_string(y.right) + " remainder " + std::to_string(y.remainder) +
                     " lost " + std::to_string(y.lost) + ' ' + std::to_string(y.before);
  for (const std::string& reason : field.reasons) text += "; " + reason;
  return text;
}

TEST(TilingField, UNets) {
  // 3 x 3 (1 1), halved (1 2), 3 x 3 (3 4), doubled (4 4), 3 x 3 (5 5).
  EXPECT_EQ(text_of(followed(makers::unet({}))),
            "stride 2 step 1/1 field 5 5 remainder 0 lost 0 0");
  EXPECT_EQ(text_of(followed(makers::unet({.levels = 2}))),
            "stride 4 step 1/1 field 13 13 remainder 0 lost 0 0");
  EXPECT_EQ(text_of(followed(makers::unet({.levels = 2, .dilation = 2}))),
            "stride 4 step 1/1 field 23 23 remainder 0 lost 0 0");
  EXPECT_EQ(
      text_of(followed(makers::unet({.levels = 2, .upsampling = makers::Upsampling::kToSkip}))),
      "stride 4 step 1/1 field 13 13 remainder 0 lost 0 0");
}

TEST(TilingField, WithoutPadding) {
  // 3 x 3, halved, 3 x 3, doubled, 3 x 3: 1 + 2 + 1 pixels on each side.
  const NetworkField field = followed(makers::unet({.is_valid = true}));
  EXPECT_TRUE(field.is_exact);
  EXPECT_EQ(text_of(field), "stride 2 step 1/1 field 1 9 remainder 0 lost 8 4");
  EXPECT_EQ(field.y.output_of(64), 56);
  // 62, 60, 30, 28, 14, 12, 24, 22, 44, 42: a size that is no such number has halves that are not.
  EXPECT_EQ(text_of(followed(makers::unet({.levels = 2, .is_valid = true}))),
            "stride 4 step 1/1 field 3 23 remainder 2 lost 20 10");
}

TEST(TilingField, KernelsThatAreNotSquare) {
  const NetworkField field = followed(net({{"Conv",
                                            {"x", "w"},
                                            {"y"},
                                            {{"pads", std::vector<std::int64_t>{0, 2, 0, 2}},
                                             {"strides", std::vector<std::int64_t>{1, 2}}}}},
                                          {makers::floats("w", {4, 4, 1, 5})}));
  EXPECT_TRUE(field.is_exact);
  EXPECT_EQ(field.y.left + field.y.right, 0);
  EXPECT_EQ(field.x.left, 2);
  EXPECT_EQ(field.x.right, 2);
  EXPECT_EQ(field.x.step, (Ratio{2, 1}));
  EXPECT_EQ(field.y.step, (Ratio{1, 1}));
}

TEST(TilingField, WeightsThatAreStoredSmall) {
  const NetworkField field = followed(
      net({{"DequantizeLinear", {"w", "s"}, {"weights"}},
           {"Conv", {"x", "weights"}, {"y"}, {{"pads", std::vector<std::int64_t>{1, 1, 1, 1}}}}},
          {{.name = "w",
            .type = makers::Type::kInt8,
            .shape = {2, 4, 3, 3},
            .data = std::string(72, '\1')},
           makers::ones("s", {})}));
  EXPECT_EQ(text_of(field), "stride 1 step 1/1 field 1 1 remainder 0 lost 0 0");
}

TEST(TilingField, SuperResolution) {
  const NetworkField field =
      followed(net({{"DepthToSpace", {"x"}, {"y"}, {{"blocksize", std::int64_t{2}}}}}));
  EXPECT_EQ(text_of(field), "stride 1 step 1/2 field 1 0 remainder 0 lost 0 0");
  EXPECT_EQ(field.y.output_of(10), 20);
}

TEST(TilingField, WhatNoTileCanRepeat) {
  const auto reasons = [](const makers::Model& model) {
    const NetworkField field = followed(model);
    EXPECT_FALSE(field.is_exact);
    return field.reasons.empty() ? "" : field.reasons.front();
  };
  const std::vector<makers::Tensor> weights{makers::ones("s", {4}), makers::ones("b", {4})};
  EXPECT_EQ(reasons(net({{"InstanceNormalization", {"x", "s", "b"}, {"y"}}}, weights)),
            "InstanceNormalization \"InstanceNormalization_y\" looks at the whole image");
  EXPECT_EQ(reasons(net({{"GlobalAveragePool", {"x"}, {"p"}}, {"Mul", {"x", "p"}, {"y"}}})),
            "GlobalAveragePool \"GlobalAveragePool_p\" looks at the whole image");
  EXPECT_EQ(reasons(net({{"Softmax", {"x"}, {"y"}, {{"axis", std::int64_t{3}}}}})),
            "Softmax \"Softmax_y\" looks at the whole image");
  EXPECT_EQ(reasons(net({{"MatMul", {"x", "x"}, {"y"}}})),
            "MatMul \"MatMul_y\" looks at the whole image");
  EXPECT_EQ(reasons(net({{"NonZero", {"x"}, {"y"}}})),
            "NonZero \"NonZero_y\" may look at the whole image");
  EXPECT_EQ(reasons(net({{"Resize",
                          {"x", "", "f"},
                          {"y"},
                          {{"mode", std::string("linear")},
                           {"coordinate_transformation_mode", std::string("align_corners")}}}},
                        {makers::values("f", {1, 1, 2, 2})})),
            "Resize \"Resize_y\" picks pixels by the size of the whole image");
  EXPECT_EQ(reasons(net({{"Resize", {"x", "", "f"}, {"y"}, {{"mode", std::string("linear")}}}},
                        {makers::values("f", {1, 1, 3, 3})})),
            "Resize \"Resize_y\" rounds differently from place to place");
  EXPECT_EQ(reasons(net({{"Add", {"x", "w"}, {"y"}}}, {makers::ones("w", {4, 64, 64})})),
            "Add \"Add_y\" has a value of its own for each place of the image");
}

TEST(TilingField, OldSoftmaxTookAllDimensionsFromItsOwnOn) {
  makers::Model model = net({{"Softmax", {"x"}, {"y"}, {{"axis", std::int64_t{1}}}}});
  EXPECT_TRUE(followed(model).is_exact);
  model.operator_sets = {{"", 11}};
  EXPECT_FALSE(followed(model).is_exact);
}

TEST(TilingField, DimensionsThatMove) {
  const NetworkField field =
      followed(net({{"Transpose", {"x"}, {"t"}, {{"perm", std::vector<std::int64_t>{0, 2, 3, 1}}}},
                    {"MatMul", {"t", "m"}, {"l"}},
                    {"LayerNormalization", {"l", "s"}, {"n"}},
                    {"Transpose", {"n"}, {"y"}, {{"perm", std::vector<std::int64_t>{0, 3, 1, 2}}}}},
                   {makers::floats("m", {4, 6}), makers::ones("s", {6})}));
  EXPECT_EQ(text_of(field), "stride 1 step 1/1 field 0 0 remainder 0 lost 0 0");
}

TEST(TilingField, InputsThatAreLeftOut) {
  for (const char* type : {"Add", "Gather", "Concat", "Div"}) {
    const makers::Model model =
        net({{type, {"a", ""}, {"b"}}, {"Relu", {"x"}, {"y"}}}, {makers::integers("a", {1, 2})});
    EXPECT_TRUE(followed(model).is_exact) << type;
  }
}

TEST(TilingField, ExtraInputsThatAreTheImage) {
  // What `NonZero` gives has no shape; the image is an input of the operator all the same.
  EXPECT_FALSE(
      followed(net({{"NonZero", {"x"}, {"n"}},
                    {"Unsqueeze", {"n", "x"}, {"u"}, {{"axes", std::vector<std::int64_t>{0}}}},
                    {"Relu", {"x"}, {"y"}}}))
          .is_exact);
}

TEST(TilingField, OneAxisThatIsCutOften) {
  const std::vector<std::int64_t> zeros(10, 0);
  const NetworkField field =
      followed(net({{"Slice", {"x", "starts", "ends", "axes", "steps"}, {"y"}}},
                   {makers::integers("starts", zeros),
                    makers::integers("ends", std::vector<std::int64_t>(10, 1 << 30)),
                    makers::integers("axes", std::vector<std::int64_t>(10, 2)),
                    makers::integers("steps", std::vector<std::int64_t>(10, 128))}));
  EXPECT_FALSE(field.is_exact);
}

TEST(TilingField, TwoInputsOfOneName) {
  makers::Model model = net({{"Relu", {"x"}, {"y"}}});
  model.graph.inputs.push_back({"x", makers::Type::kFloat32, {std::int64_t{3}}});
  followed(model);
}

TEST(TilingField, DimensionsWithoutEnd) {
  std::vector<std::int64_t> axes(4000);
  for (std::size_t i = 0; i < axes.size(); ++i) axes[i] = static_cast<std::int64_t>(i);
  EXPECT_EQ(followed(net({{"Unsqueeze", {"x"}, {"y"}, {{"axes", axes}}}})).reasons.front(),
            "Unsqueeze \"Unsqueeze_y\" has sizes beyond what is followed");
}

TEST(TilingField, JoinedWithItsOwnTurn) {
  // Square tiles run, and so do square images: with other numbers.
  EXPECT_FALSE(
      followed(net({{"Transpose", {"x"}, {"t"}, {{"perm", std::vector<std::int64_t>{0, 1, 3, 2}}}},
                    {"Concat", {"x", "t"}, {"y"}, {{"axis", std::int64_t{1}}}}}))
          .is_exact);
}

TEST(TilingField, FactorsThatAreNearlyWhole) {
  const auto is_exact = [](float factor) {
    return followed(net({{"Resize", {"x", "", "f"}, {"y"}}},
                        {makers::values("f", {1, 1, factor, factor})}))
        .is_exact;
  };
  EXPECT_TRUE(is_exact(2));
  EXPECT_FALSE(is_exact(2.00001F));
}

TEST(TilingField, UnknownNames) {
  const graph::Graph graph = graph_of(makers::unet({}));
  EXPECT_FALSE(field_of(graph, {"nothing"}, {"logits"}));
  EXPECT_FALSE(field_of(graph, {"input"}, {"nothing"}));
  EXPECT_FALSE(field_of(graph, {"input", 2, 9}, {"logits"}));
  EXPECT_FALSE(field_of(graph, {"input", 2, 2}, {"logits"}));
}

}  // namespace
}  // namespace stacmlm::run
