// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "model_files/kinds.h"
#include "model_files/onnx_unet.h"
#include "model_files/write.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"
#include "temporary_folder.h"

namespace stacmlm::artifact {
namespace {

namespace fs = std::filesystem;
namespace makers = model_files::onnx;

std::string text_of(const Tensor& tensor) {
  std::string text = tensor.name + ' ' + tensor.data_type;
  if (!tensor.shape) return text + " ?";
  for (const Dimension& dimension : *tensor.shape)
    text += ' ' + (dimension.name.empty() ? std::to_string(dimension.size) : dimension.name);
  return text;
}

std::string texts_of(const std::optional<std::vector<Tensor>>& tensors) {
  if (!tensors) return "not stated";
  std::string all;
  for (const Tensor& tensor : *tensors) all += text_of(tensor) + '\n';
  return all;
}

TEST(Onnx, SegmentationNetwork) {
  const ModelFile model = read_kind("onnx-unet");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.format, "onnx");
  EXPECT_EQ(model.format_version, "IR 8");
  EXPECT_EQ(model.producer, "pytorch");
  EXPECT_EQ(model.producer_version, "2.3.1");
  EXPECT_EQ(texts_of(model.inputs), "input float32 batch 4 256 256\n");
  EXPECT_EQ(texts_of(model.outputs), "logits float32 batch 5 256 256\n");
  ASSERT_EQ(model.weights->size(), 10U);
  EXPECT_EQ(model.weights->front().name, "encoder.weight");
  EXPECT_EQ(model.weights->front().shape, (std::vector<std::int64_t>{8, 4, 3, 3}));
  EXPECT_EQ(model.weights->front().bytes, 1152U);
  EXPECT_EQ(model.total_parameters, 288 + 8 + 1152 + 16 + 512 + 8 + 1152 + 8 + 40 + 5);
  EXPECT_EQ(model.weight_bytes, 4U * 3189);
  EXPECT_EQ(model.bytes_by_type.at("float32"), 4U * 3189);
  ASSERT_EQ(model.operator_sets.size(), 1U);
  EXPECT_EQ(model.operator_sets[0].domain, "ai.onnx");
  EXPECT_EQ(model.operator_sets[0].version, 17);
  EXPECT_EQ(model.operators,
            (std::vector<std::string>{"Concat", "Conv", "ConvTranspose", "MaxPool", "Relu"}));
  EXPECT_EQ(model.hints.first_channels, 4);
  EXPECT_EQ(model.hints.last_channels, 5);
  EXPECT_FALSE(model.hints.has_batch_norm);
}

TEST(Onnx, SizesWithoutNumber) {
  const ModelFile model = read_kind("onnx-unet-dynamic");
  EXPECT_EQ(texts_of(model.inputs), "input float32 batch 4 height width\n");
  EXPECT_EQ(texts_of(model.outputs), "logits float32 batch 5 height width\n");
}

TEST(Onnx, RunningStatisticsAreNoParameters) {
  const ModelFile model = read_kind("onnx-unet-batch-norm");
  EXPECT_TRUE(model.hints.has_batch_norm);
  EXPECT_EQ(model.total_parameters, 3189U + 2 * 32);
  EXPECT_EQ(model.buffer_elements, 2U * 32);
}

TEST(Onnx, ClassesAndMetadata) {
  const ModelFile model = read_kind("onnx-classifier");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.classes, (std::vector<std::string>{"crop", "forest", "sea's edge", "town"}));
  ASSERT_EQ(model.metadata.size(), 2U);
  EXPECT_EQ(model.metadata[0], (std::pair<std::string, std::string>{"task", "classify"}));
  EXPECT_EQ(model.total_parameters, 216U + 32 + 4);
  ASSERT_EQ(model.weights->size(), 4U);
  EXPECT_EQ(model.weights->front().name, "flat");
  EXPECT_EQ(model.weights->front().kind, WeightKind::kConstant);
  EXPECT_EQ(model.hints.first_channels, 3);
  EXPECT_EQ(model.hints.last_channels, 4);
  EXPECT_EQ(read_kind("onnx-unet-deepness").classes,
            (std::vector<std::string>{"background", "field"}));
}

TEST(Onnx, WhatIsNoListOfClasses) {
  for (const auto* names : {"{0: 'a', 2: 'b'}", "{0: 'a', x: 'b'}", "[1, 2]", "just text", "{", "",
                            "{0: {1: 'a'}}", "{-1: 'a'}"}) {
    makers::Model model = makers::unet({});
    model.metadata = {{"names", names}};
    const ModelFile read_model = read(makers::message_of(model).bytes());
    EXPECT_TRUE(read_model.classes.empty()) << names;
    EXPECT_EQ(read_model.verdict, Verdict::kDataOnly) << names;
  }
}

TEST(Onnx, EmbeddedItem) {
  makers::Model model = makers::unet({});
  model.metadata = {{"mlm-metadata", "{\"type\": \"Feature\"}"}, {"author", "somebody"}};
  const ModelFile read_model = read(makers::message_of(model).bytes());
  EXPECT_EQ(read_model.embedded_item, "{\"type\": \"Feature\"}");
  ASSERT_EQ(read_model.metadata.size(), 1U);
  EXPECT_EQ(read_model.metadata[0].first, "author");
}

TEST(Onnx, FunctionsOfTheModelAreNotCustomOperators) {
  const ModelFile model = read_kind("onnx-functions");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(texts_of(model.inputs), "x float16 n n\n");
  EXPECT_EQ(model.operators, (std::vector<std::string>{"Mul", "Sigmoid", "my.layers::Gate"}));
}

TEST(Onnx, OldForm) {
  const ModelFile model = read_kind("onnx-old");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.format_version, "IR 3");
  EXPECT_EQ(texts_of(model.inputs), "x float32 -1\n") << "initialisers are no inputs";
  EXPECT_EQ(texts_of(model.outputs), "y  ?\n");
  ASSERT_EQ(model.weights->size(), 4U);
  EXPECT_EQ((*model.weights)[0].name, "offset") << "of a branch";
  EXPECT_EQ((*model.weights)[1].kind, WeightKind::kParameter) << "quantised";
  EXPECT_EQ((*model.weights)[2].kind, WeightKind::kConstant);
  EXPECT_EQ((*model.weights)[3].bytes, 8U) << "numbers one by one";
  EXPECT_EQ(model.total_parameters, 1U + 4 + 2);
}

class OnnxFile : public ::testing::Test {
 protected:
  [[nodiscard]] std::string write(std::string_view kind) const {
    return model_files::write_kind(kind, (folder_ / "model").string());
  }
  static ModelFile read_file(const std::string& path) {
    return inspect(*open_source(path).value()).value();
  }
  TemporaryFolder folder_;
};

TEST_F(OnnxFile, WeightsBesideTheModel) {
  const ModelFile model = read_file(write("onnx-external"));
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.total_parameters, 3189U);
  EXPECT_EQ(model.weight_bytes, 4U * 3189);
  const ModelFile alone = read_kind("onnx-external");
  EXPECT_EQ(alone.verdict, Verdict::kUnknown);
  EXPECT_EQ(alone.total_parameters, 3189U);
  EXPECT_EQ(alone.weight_bytes, 4U * 3189 - 1152 - 4608) << "only what is there";
}

TEST_F(OnnxFile, WeightsByWayOfALink) {
  const std::string path = write("onnx-external");
  const fs::path weights = folder_ / "model/weights/unet.bin";
  fs::rename(weights, folder_ / "elsewhere.bin");
  fs::create_symlink(folder_ / "elsewhere.bin", weights);
  const auto expect_outside = [&] {
    const ModelFile model = read_file(path);
    ASSERT_EQ(model.danger.size(), 2U);
    EXPECT_EQ(model.danger[0].kind, DangerKind::kOutsidePath);
    EXPECT_EQ(model.danger[0].where, "tensor \"encoder.weight\"");
  };
  expect_outside();
  fs::remove(weights);
  fs::create_hard_link(folder_ / "elsewhere.bin", weights);
  expect_outside();
}

TEST_F(OnnxFile, MoreThanTwoGigabytes) {
  const ModelFile model = read_file(write("onnx-large"));
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_GT(model.file_bytes, 4'800'000'000U);
  EXPECT_EQ(model.weights->size(), 600U);
  EXPECT_EQ(model.total_parameters, 1'200'000'000U);
  EXPECT_EQ(model.weight_bytes, 4'800'000'000U);
  EXPECT_EQ(texts_of(model.outputs), "x599 float32 batch 1000\n");
}

}  // namespace
}  // namespace stacmlm::artifact
