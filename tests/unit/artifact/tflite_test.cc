// SPDX-License-Identifier: Apache-2.0
#include "artifact/tflite/tflite.h"

#include <gtest/gtest.h>

#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

ModelFile read(std::string_view bytes) { return inspect(*source_of(bytes, "m.tflite")).value(); }
ModelFile read_kind(std::string_view kind) { return read(model_files::bytes_of(kind)); }

std::vector<std::int64_t> sizes(const Tensor& tensor) {
  std::vector<std::int64_t> all;
  for (const Dimension& dimension : tensor.shape.value()) all.push_back(dimension.size);
  return all;
}

std::string value_of(const ModelFile& model, std::string_view key) {
  for (const auto& [name, value] : model.metadata)
    if (name == key) return value;
  return "(none)";
}

using Sizes = std::vector<std::int64_t>;

TEST(Tflite, WhatASmallModelSays) {
  const ModelFile model = read_kind("tflite-small");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.format, "tflite");
  EXPECT_EQ(model.format_version, "3");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  ASSERT_EQ(model.inputs->size(), 1U);
  EXPECT_EQ(model.inputs->front().name, "serving_default_image:0");
  EXPECT_EQ(model.inputs->front().data_type, "float32");
  EXPECT_EQ(sizes(model.inputs->front()), (Sizes{1, 8, 8, 4}));
  ASSERT_EQ(model.outputs->size(), 1U);
  EXPECT_EQ(sizes(model.outputs->front()), (Sizes{1, 8, 8, 3}));
  EXPECT_EQ(model.total_parameters, 15U);
  EXPECT_EQ(model.weight_bytes, 60U);
  EXPECT_EQ(model.operators, (std::vector<std::string>{"CONV_2D", "SOFTMAX"}));
  EXPECT_EQ(value_of(model, "description"), "MLIR Converted.");
  EXPECT_EQ(value_of(model, "min_runtime_version"), "1.14.0");
  EXPECT_EQ(
      value_of(model, "signature.serving_default"),
      "inputs: image = serving_default_image:0; outputs: classes = StatefulPartitionedCall:0");
}

TEST(Tflite, FreeSizesComeFromTheSignature) {
  const ModelFile model = read_kind("tflite-dynamic");
  EXPECT_EQ(sizes(model.inputs->front()), (Sizes{-1, -1, -1, 4}));
  EXPECT_EQ(sizes(model.outputs->front()), (Sizes{-1, -1, -1, 3}));
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
}

TEST(Tflite, IntegersWithAScaleAreParameters) {
  const ModelFile model = read_kind("tflite-quantised");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.inputs->front().data_type, "uint8");
  EXPECT_EQ(value_of(model, "quantization.image"), "scale 0.5, zero point 128");
  ASSERT_EQ(model.weights->size(), 5U);
  EXPECT_EQ((*model.weights)[2].kind, WeightKind::kConstant);
  EXPECT_EQ((*model.weights)[3].shares, "kernel");
  EXPECT_EQ(model.total_parameters, 12U + 3U + 12U);
  EXPECT_EQ(model.weight_bytes, 12U + 12U + 16U + 6U);
  EXPECT_EQ(model.bytes_by_type.at("int4"), 6U);
}

TEST(Tflite, DataBehindTheFlatbuffer) {
  const ModelFile model = read_kind("tflite-outside-data");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.weight_bytes, 60U);
}

TEST(Tflite, OperatorsThatAreNotOfTheRuntime) {
  const ModelFile custom = read_kind("tflite-custom-op");
  ASSERT_EQ(custom.danger.size(), 2U);
  EXPECT_EQ(custom.danger[0].kind, DangerKind::kCustomOperator);
  EXPECT_EQ(custom.danger[0].where, "operator code 2");
  EXPECT_EQ(custom.danger[0].what, "custom operator \"TFLite_Detection_PostProcess\"");
  EXPECT_EQ(custom.danger[1].what, "FlexErf is run by TensorFlow's own operators");
  EXPECT_EQ(custom.verdict, Verdict::kUnknown);
  const ModelFile file = read_kind("tflite-flex-file");
  ASSERT_EQ(file.danger.size(), 1U);
  EXPECT_EQ(file.danger[0].kind, DangerKind::kFileAccess);
  EXPECT_EQ(file.verdict, Verdict::kExecutesCode);
}

TEST(Tflite, HostileFilesAreFaults) {
  for (const std::string_view kind :
       {"tflite-bad-vtable", "tflite-offset-loop", "tflite-shared-parts", "tflite-huge-vector",
        "tflite-negative", "tflite-short-buffer", "tflite-data-beyond"}) {
    const ModelFile model = read_kind(kind);
    EXPECT_EQ(model.format, "tflite") << kind;
    EXPECT_NE(model.fault, "") << kind;
    ASSERT_EQ(model.danger.size(), 1U) << kind;
    EXPECT_EQ(model.danger[0].kind, DangerKind::kNotAnalysed) << kind;
  }
  EXPECT_EQ(read_kind("tflite-negative").fault, "a tensor with a negative size");
  EXPECT_EQ(read_kind("tflite-shared-parts").fault,
            "the flatbuffer has parts that are used too often to be meant");
}

TEST(Tflite, APartOfAFileIsNoFile) {
  const std::string whole = model_files::bytes_of("tflite-small");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const ModelFile model = read(std::string_view(whole).substr(0, size));
    // The last part is a text: what is cut off its end shows; padding behind it would not.
    EXPECT_EQ(model.verdict == Verdict::kDataOnly && size + 8 < whole.size(), false) << size;
  }
}

}  // namespace
}  // namespace stacmlm::artifact
