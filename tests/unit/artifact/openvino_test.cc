// SPDX-License-Identifier: Apache-2.0
#include "artifact/openvino/openvino.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"
#include "temporary_folder.h"

namespace stacmlm::artifact {
namespace {

namespace fs = std::filesystem;
using Sizes = std::vector<std::int64_t>;
using Words = std::vector<std::string>;

class OpenvinoTest : public ::testing::Test {
 protected:
  /// Both files of the kind on the disk, since the weights stand beside.
  [[nodiscard]] ModelFile read_kind(std::string_view name) const {
    for (const model_files::Kind& kind : model_files::all_kinds()) {
      if (kind.name != name) continue;
      for (const auto& before : fs::directory_iterator(root_.path())) fs::remove_all(before);
      for (const model_files::File& file : kind.make())
        std::ofstream(root_ / file.path, std::ios::binary) << file.bytes;
      return read();
    }
    ADD_FAILURE() << "no kind " << name;
    return {};
  }
  [[nodiscard]] ModelFile read() const {
    return inspect(*open_source((root_ / "model.xml").string()).value()).value();
  }

  TemporaryFolder root_;
};

Sizes sizes(const Tensor& tensor) {
  Sizes all;
  for (const Dimension& dimension : tensor.shape.value()) all.push_back(dimension.size);
  return all;
}

TEST_F(OpenvinoTest, WhatANetSays) {
  const ModelFile model = read_kind("openvino-ir");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.format, "openvino-ir");
  EXPECT_EQ(model.format_version, "IR 11");
  EXPECT_EQ(model.producer, "openvino");
  EXPECT_EQ(model.producer_version, "2023.3.0");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  ASSERT_EQ(model.inputs->size(), 1U);
  EXPECT_EQ(model.inputs->front().name, "image");
  EXPECT_EQ(model.inputs->front().data_type, "float32");
  EXPECT_EQ(sizes(model.inputs->front()), (Sizes{-1, 4, -1, 64}));
  ASSERT_EQ(model.outputs->size(), 1U);
  EXPECT_EQ(model.outputs->front().name, "classes");
  EXPECT_EQ(model.outputs->front().data_type, "float32");
  EXPECT_EQ(sizes(model.outputs->front()), (Sizes{-1, 3, -1, 64}));
  EXPECT_EQ(model.total_parameters, 15U);
  EXPECT_EQ(model.weight_bytes, 60U);
  EXPECT_EQ(model.operators, (Words{"Add", "Const", "Convolution", "Parameter", "Result"}));
  EXPECT_EQ(model.classes, (Words{"water", "forest", "field"}));
  ASSERT_EQ(model.operator_sets.size(), 1U);
  EXPECT_EQ(model.operator_sets[0].version, 1);
  ASSERT_EQ(model.metadata.size(), 3U);
  EXPECT_EQ(model.metadata[0].second, "land cover");
  EXPECT_EQ(model.metadata[2].first, "conversion_parameters.framework");
  EXPECT_EQ(model.metadata[2].second, "onnx");
}

TEST_F(OpenvinoTest, NewerVersionsNameThemselvesInAnAttribute) {
  const ModelFile model = read_kind("openvino-runtime");
  EXPECT_EQ(model.producer_version, "2026.4.1");
  EXPECT_EQ(model.metadata.at(1).first, "OpenVINO Runtime");
}

TEST_F(OpenvinoTest, AnOutputWithoutSizesMayHaveAnyRank) {
  std::ofstream(root_ / "model.xml")
      << R"(<net name="n" version="11"><layers><layer id="0" name="out" type="Result" version="opset1">)"
      << R"(<input><port id="0" precision="FP32"/></input></layer></layers></net>)";
  const ModelFile model = read();
  EXPECT_EQ(model.fault, "");
  ASSERT_EQ(model.outputs->size(), 1U);
  EXPECT_EQ(model.outputs->front().name, "out");
  EXPECT_FALSE(model.outputs->front().shape);
}

TEST_F(OpenvinoTest, BodiesHaveWeightsAndNoInputs) {
  const ModelFile model = read_kind("openvino-body");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.inputs->size(), 1U);
  ASSERT_EQ(model.weights->size(), 4U);
  EXPECT_EQ((*model.weights)[2].shares, "bias");
  EXPECT_EQ((*model.weights)[3].kind, WeightKind::kConstant);
  EXPECT_EQ(model.total_parameters, 15U);
  EXPECT_EQ(model.operator_sets.front().version, 13);
}

TEST_F(OpenvinoTest, ForeignOperators) {
  const ModelFile model = read_kind("openvino-custom-op");
  ASSERT_EQ(model.danger.size(), 1U);
  EXPECT_EQ(model.danger[0].kind, DangerKind::kCustomOperator);
  EXPECT_EQ(model.danger[0].where, "layer \"add\"");
  EXPECT_EQ(model.operators.back(), "extension::MyAdd");
}

TEST_F(OpenvinoTest, WeightsStandBeside) {
  const ModelFile without = read_kind("openvino-without-bin");
  EXPECT_EQ(without.fault, "");
  ASSERT_EQ(without.danger.size(), 1U);
  EXPECT_EQ(without.danger[0].kind, DangerKind::kNotAnalysed);
  EXPECT_EQ(without.danger[0].where, "model.bin");
  EXPECT_EQ(without.total_parameters, 15U);
  fs::create_symlink("/etc/hostname", root_ / "model.bin");
  EXPECT_EQ(read().danger.at(0).kind, DangerKind::kOutsidePath);
  EXPECT_EQ(read_kind("openvino-short-bin").fault,
            "the weights end at byte 60, and model.bin has 59 bytes");
}

TEST_F(OpenvinoTest, HostileFilesAreFaults) {
  constexpr std::pair<std::string_view, std::string_view> kFaults[] = {
      {"openvino-entity-bomb", "XML with a document type, which this format never has"},
      {"openvino-outside-entity", "XML with a document type, which this format never has"},
      {"openvino-huge-offset", "constant \"bias\" does not say where it is"},
      {"openvino-huge-shape", "weight \"kernel\" has more elements than can be"},
      {"openvino-negative", "weight \"kernel\" has a negative size"},
      {"openvino-deep", "XML nested deeper than 64"},
      {"openvino-long-tag", "a tag of the XML is longer than 1 MiB"},
  };
  for (const auto& [kind, fault] : kFaults) {
    const ModelFile model = read_kind(kind);
    EXPECT_EQ(model.format, "openvino-ir") << kind;
    EXPECT_EQ(model.fault, fault) << kind;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind;
  }
}

TEST_F(OpenvinoTest, OldVersionsAreNamed) {
  std::ofstream(root_ / "model.xml") << R"(<net name="old" version="7"></net>)";
  EXPECT_EQ(read().fault, "IR 7");
}

TEST_F(OpenvinoTest, APartOfAFileIsNoFile) {
  const std::string whole = model_files::bytes_of("openvino-ir");
  const std::size_t end = whole.rfind('>');
  for (std::size_t size = 0; size <= end; ++size) {
    const auto source = source_of(std::string_view(whole).substr(0, size), "model.xml");
    const ModelFile model = inspect(*source).value();
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << size;
    EXPECT_TRUE(model.format == kUnknownFormat || !model.fault.empty()) << size;
  }
}

}  // namespace
}  // namespace stacmlm::artifact
