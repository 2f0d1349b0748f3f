// SPDX-License-Identifier: Apache-2.0
#include "model_files/safetensors.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "model_files/write.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"
#include "temporary_folder.h"

namespace stacmlm::artifact {
namespace {

namespace fs = std::filesystem;
using model_files::bytes_of;
using model_files::safetensors_of;

/// Writes the files of a kind, and reads the first.
class SafetensorsFiles : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_ / "model"); }
  void write(std::string_view kind) const {
    model_files::write_kind(kind, (folder_ / "model").string());
  }
  [[nodiscard]] ModelFile read_file(const std::string& name) const {
    return inspect(*open_source((folder_ / "model" / name).string()).value()).value();
  }
  TemporaryFolder folder_;
};

void expect_unet(const ModelFile& model) {
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.framework, "PyTorch");
  EXPECT_FALSE(model.inputs);
  ASSERT_EQ(model.weights->size(), 12U);
  EXPECT_EQ(model.total_parameters, 288 + 16 + 1152 + 16 + 512 + 8 + 32 + 2);
  EXPECT_EQ(model.buffer_elements, 17U);
  EXPECT_EQ(model.weight_bytes, 4U * (2026 + 16) + 8);
  EXPECT_EQ(model.bytes_by_type.at("int64"), 8U);
  EXPECT_TRUE(model.hints.has_batch_norm);
  const Weight& first = model.weights->front();
  EXPECT_EQ(first.name, "encoder.conv.weight");
  EXPECT_EQ(first.shape, (std::vector<std::int64_t>{8, 4, 3, 3}));
  EXPECT_EQ(first.data_type, "float32");
  EXPECT_EQ(first.bytes, 1152U);
}

TEST(Safetensors, ReadsTheHeader) {
  const ModelFile model = read(bytes_of("safetensors-unet"));
  EXPECT_EQ(model.format, "safetensors");
  expect_unet(model);
  EXPECT_EQ(model.metadata, (decltype(model.metadata){{"format", "pt"}}));
  EXPECT_FALSE(model.embedded_item);
}

TEST(Safetensors, GivesEmbeddedMetadata) {
  const ModelFile model = read(bytes_of("safetensors-item"));
  EXPECT_EQ(model.embedded_item, R"({"type":"Feature","id":"unet"})");
  EXPECT_EQ(model.metadata.size(), 1U);
}

TEST(Safetensors, KnowsAllElementTypes) {
  const ModelFile model = read(bytes_of("safetensors-types"));
  EXPECT_EQ(model.fault, "");
  ASSERT_EQ(model.weights->size(), 17U);
  EXPECT_EQ(model.bytes_by_type.at("cfloat32"), 48U);
  EXPECT_EQ(model.bytes_by_type.at("float8_e4m3"), 6U);
  const ModelFile small = read(bytes_of("safetensors-small-types"));
  EXPECT_EQ(small.fault, "");
  EXPECT_EQ(small.total_parameters, 8U);
  EXPECT_EQ(small.weight_bytes, 5U);
}

TEST(Safetensors, AnotherNameOfATensorIsTied) {
  const ModelFile model = read(model_files::safetensors(
      {{"e.weight", "F32", {10, 4}}, {"f.weight", "F32", {4}}},
      R"({"format":"pt","o.weight":"e.weight","f.weight":"e.weight","x":"none"})"));
  EXPECT_EQ(model.fault, "");
  ASSERT_EQ(model.weights->size(), 3U);
  const Weight& tied = model.weights->back();
  EXPECT_EQ(tied.name, "o.weight");
  EXPECT_EQ(tied.shares, "e.weight");
  EXPECT_EQ(tied.elements, 40U);
  EXPECT_EQ(tied.bytes, 0U);
  EXPECT_EQ(model.total_parameters, 44U);
}

TEST(Safetensors, CutShortItIsNotSafe) {
  const std::string bytes = bytes_of("safetensors-unet");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const ModelFile model = read(std::string_view(bytes).substr(0, size));
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << size;
    EXPECT_TRUE(size < 10 || !model.fault.empty()) << size;
  }
}

struct Fault {
  const char* kind;
  const char* fault;
};

TEST(Safetensors, FaultsAreNamed) {
  constexpr Fault kFaults[] = {
      {"safetensors-overlap", "tensors overlap at byte 8 of the data"},
      {"safetensors-hole", "bytes 4 to 8 of the data belong to no tensor"},
      {"safetensors-behind", "the tensors take 4 bytes of data, the file has 16"},
      {"safetensors-duplicate-key", "header: \"a\" stands twice in one object"},
      {"safetensors-beyond", "tensor \"a\": lies outside of the file"},
      {"safetensors-negative-shape", "tensor \"a\": its shape has what is no size"},
      {"safetensors-huge-shape", "weight \"a\" has more elements than can be"},
      {"safetensors-deep", "header, byte 68: nested deeper than 64 levels"},
      {"safetensors-huge-header",
       "a header of 9223372036854775807 bytes, where 100000000 are allowed"},
  };
  for (const Fault& known : kFaults) {
    const ModelFile model = read(bytes_of(known.kind));
    EXPECT_EQ(model.format, "safetensors") << known.kind;
    EXPECT_EQ(model.fault, known.fault) << known.kind;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << known.kind;
  }
}

TEST(Safetensors, WhatIsNoTensorIsAFault) {
  for (const char* header :
       {R"({"a":1})", R"({"a":{}})", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}})",
        R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})",
        R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4.0]}})",
        R"({"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}})",
        R"({"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}})",
        R"({"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}})",
        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})",
        R"({"a":{"dtype":"F4","shape":[7],"data_offsets":[0,4]}})", R"({"__metadata__":{"a":1}})",
        R"({"__metadata__":[]})", R"({"a":)"}) {
    const ModelFile model = read(safetensors_of(header, 4));
    EXPECT_NE(model.fault, "") << header;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << header;
  }
  EXPECT_EQ(read(safetensors_of("{}", 0)).verdict, Verdict::kDataOnly);
}

TEST_F(SafetensorsFiles, ShardsAreReadTogether) {
  write("safetensors-sharded");
  for (const char* name : {"model.safetensors.index.json", ""}) {
    const ModelFile model = read_file(name);
    EXPECT_EQ(model.format, "safetensors-sharded");
    expect_unet(model);
  }
}

TEST_F(SafetensorsFiles, ShardsThatAreMissing) {
  write("safetensors-sharded");
  fs::remove(folder_ / "model/model-00001-of-00002.safetensors");
  const ModelFile model = read_file("");
  ASSERT_EQ(model.danger.size(), 1U);
  EXPECT_EQ(model.danger[0].kind, DangerKind::kNotAnalysed);
  EXPECT_EQ(model.danger[0].where, "model-00001-of-00002.safetensors");
  EXPECT_EQ(model.weights->size(), 6U);
}

TEST_F(SafetensorsFiles, ShardsThatLackTensors) {
  write("safetensors-sharded");
  fs::copy_file(folder_ / "model/model-00002-of-00002.safetensors",
                folder_ / "model/model-00001-of-00002.safetensors",
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(read_file("").fault,
            "model-00001-of-00002.safetensors: lacks tensors that the index has in it");
}

TEST_F(SafetensorsFiles, ShardsOutsideOfTheFolder) {
  write("safetensors-index-outside");
  std::ofstream(folder_ / "model.safetensors") << bytes_of("safetensors-unet");
  const ModelFile model = read_file("");
  ASSERT_EQ(model.danger.size(), 3U);
  EXPECT_EQ(model.danger[0].kind, DangerKind::kOutsidePath);
  EXPECT_EQ(model.danger[0].where, "../model.safetensors");
  EXPECT_EQ(model.danger[1].kind, DangerKind::kOutsidePath);
  EXPECT_EQ(model.danger[2].kind, DangerKind::kNotAnalysed);
  EXPECT_EQ(model.weights->size(), 0U);
  EXPECT_EQ(model.verdict, Verdict::kUnknown);
}

TEST_F(SafetensorsFiles, IndexesThatAreNone) {
  const auto fault_of = [&](const std::string& weight_map) {
    std::ofstream(folder_ / "model/model.safetensors.index.json")
        << R"({"more":"a.safetensors","weight_map":)" << weight_map << '}';
    return read_file("").fault;
  };
  const std::string no_file = "index: weight_map names what is no file";
  EXPECT_EQ(fault_of(R"({"a":"./a.safetensors"})"), no_file);
  EXPECT_EQ(fault_of(R"({"a":"b//a.safetensors"})"), no_file);
  EXPECT_EQ(fault_of(R"({"a":""})"), no_file);
  EXPECT_EQ(fault_of(R"({"a":1})"), no_file);
  EXPECT_EQ(fault_of("[]"), "index: weight_map is no object");
  std::string many = R"({"a":"a.safetensors")";
  for (int i = 0; i < 10'000; ++i) many += fmt::format(R"(,"{0}":"{0}.safetensors")", i);
  EXPECT_EQ(fault_of(many + '}'), "index: more than 10000 files");
}

TEST_F(SafetensorsFiles, OfALargeFileTheHeaderIsRead) {
  write("safetensors-large");
  const ModelFile model = read_file("large.safetensors");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly) << model.fault;
  EXPECT_EQ(model.weights->size(), 1000U);
  EXPECT_EQ(model.weight_bytes, 4194304000U);
}

}  // namespace
}  // namespace stacmlm::artifact
