// SPDX-License-Identifier: Apache-2.0
// What is no contradiction and why, and where it begins to be one. (Contradictions are in
// tests/rules/verify_faults.tsv.)
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model_files/kinds.h"
#include "model_files/safetensors.h"
#include "stacmlm/artifact/verify.h"

namespace stacmlm::artifact {
namespace {

constexpr Agreement kAgrees = Agreement::kAgrees;
constexpr Agreement kCompatible = Agreement::kCompatible;
constexpr Agreement kContradicts = Agreement::kContradicts;
constexpr Agreement kCannotTell = Agreement::kCannotTell;

Verified verified(const std::string& file, std::string_view properties, std::string_view asset,
                  VerifyOptions options = {}) {
  const std::string item =
      fmt::format(R"({{"type":"Feature","stac_version":"1.1.0","id":"unet","stac_extensions":)"
                  R"(["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],"geometry":null,)"
                  R"("properties":{{"datetime":null{}}},"links":[],"assets":{{"a":{{"href":"f",)"
                  R"("roles":["mlm:model"]{}}}}}}})",
                  properties, asset);
  const Opener open = [&](std::string_view) -> base::Result<OpenedFile> {
    return OpenedFile{source_of(file, "f")};
  };
  return Verifier(std::move(options)).verify(json::Text::copy_of(item), "item.json", open);
}

/// A verdict on one field and the reason or message, as far as it is given.
struct Row {
  std::string field;
  std::string properties;
  std::string asset;
  Agreement verdict;
  std::string reason{};
};

void expect(const std::string& file, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const auto all = verified(file, row.properties, row.asset);
    const auto one = std::ranges::find(all.comparisons, row.field, &Comparison::field);
    const std::string what = row.properties + row.asset;
    ASSERT_NE(one, all.comparisons.end()) << what << ": no row for " << row.field;
    EXPECT_EQ(name_of(one->verdict), name_of(row.verdict)) << what << ": " << one->reason;
    EXPECT_NE(one->reason.find(row.reason), std::string::npos) << what << ": " << one->reason;
  }
}

std::string kind(std::string_view name) { return model_files::bytes_of(name); }

/// `mlm:total_parameters` of a file.
Row parameters(std::uint64_t count, Agreement verdict, std::string reason = {}) {
  return {"mlm:total_parameters", fmt::format(R"(,"mlm:total_parameters":{})", count), "", verdict,
          std::move(reason)};
}

TEST(VerifyVerdicts, ParametersAreCountedInSeveralWays) {
  expect(kind("torch-shared"),
         {parameters(50, kAgrees), parameters(94, kCompatible, "44 elements of tied weights"),
          parameters(51, kContradicts)});
  expect(kind("onnx-classifier"),
         {parameters(254, kCompatible, "2 elements of constants"), parameters(260, kContradicts)});
  // The state of the optimiser is no constant.
  expect(kind("torch-lightning"),
         {parameters(275, kCompatible, "17 elements of buffers"), parameters(474, kContradicts)});
}

TEST(VerifyVerdicts, ExportsFoldBatchNormalisation) {
  expect(kind("onnx-unet"), {parameters(3254, kCompatible, "fold"), parameters(3255, kContradicts),
                             parameters(3188, kContradicts)});
  expect(kind("onnx-unet-batch-norm"),
         {parameters(3190, kCompatible, "running means"), parameters(3188, kContradicts),
          parameters(3254, kContradicts)});
  // Weights are no export.
  expect(kind("safetensors-unet"), {parameters(2040, kContradicts)});
}

TEST(VerifyVerdicts, LargeNumbersMayBeRounded) {
  const std::string file =
      model_files::safetensors({{"w", "F16", {48, 48, 48}}}, R"({"format":"pt"})");
  expect(file, {parameters(110'592, kAgrees), parameters(111'000, kCompatible, "rounded"),
                parameters(110'000, kCompatible, "rounded"), parameters(112'000, kContradicts),
                parameters(110'600, kContradicts), parameters(100'000, kContradicts)});
  expect(model_files::safetensors({{"w", "F16", {99, 1000}}}, R"({"format":"pt"})"),
         {parameters(98'000, kContradicts), parameters(99'400, kContradicts)});
}

TEST(VerifyVerdicts, FrameworksStandOnEachOther) {
  const auto framework = [](std::string_view name, Agreement verdict, std::string reason = {}) {
    return Row{"mlm:framework", fmt::format(R"(,"mlm:framework":"{}")", name), "", verdict,
               std::move(reason)};
  };
  expect(kind("keras3"),
         {framework("Keras", kAgrees), framework("TensorFlow", kCompatible, "used together"),
          framework("scikit-learn", kContradicts)});
  expect(kind("onnx-unet"), {framework("ONNX", kAgrees), framework("PyTorch", kAgrees, "an export"),
                             framework("TensorFlow", kContradicts)});
  expect(kind("tflite-small"), {framework("JAX", kCompatible, "any framework")});
  for (const std::string_view exchange : {"openvino-ir", "tensorrt", "coreml", "coreml-package"})
    expect(kind(exchange), {framework("PyTorch", kCompatible, "any framework")});
  expect(kind("gguf-small"), {framework("PyTorch", kCannotTell, "does not state its framework")});
}

TEST(VerifyVerdicts, VersionsAreComparedByTheirNumbers) {
  const auto version = [](std::string_view framework, std::string_view stated, Agreement verdict,
                          std::string reason = {}) {
    return Row{
        "mlm:framework_version",
        fmt::format(R"(,"mlm:framework":"{}","mlm:framework_version":"{}")", framework, stated), "",
        verdict, std::move(reason)};
  };
  expect(kind("onnx-unet"), {version("PyTorch", "2.3.1", kAgrees),
                             version("PyTorch", "2.3", kCompatible, "in more detail"),
                             version("PyTorch", "2.3.1+cu118", kCompatible, "in more detail"),
                             version("PyTorch", "v2.3.1", kCompatible, "in more detail"),
                             version("PyTorch", "2.3.10", kContradicts),
                             version("PyTorch", "nightly", kCannotTell, "cannot be compared"),
                             version("ONNX", "1.16", kCannotTell, "does not state that version")});
}

constexpr std::string_view kInput =
    R"(,"mlm:input":[{{"name":"{}","bands":{},"input":{{"shape":{},"dim_order":{},)"
    R"("data_type":"{}"}}{}}}])";

std::string input(std::string_view name, std::string_view bands, std::string_view shape,
                  std::string_view dim_order, std::string_view data_type = "float32",
                  std::string_view more = "") {
  return fmt::format(fmt::runtime(kInput), name, bands, shape, dim_order, data_type, more);
}

constexpr std::string_view kFirst = R"(["batch","bands","height","width"])";
constexpr std::string_view kFour = R"(["B1","B2","B3","B4"])";

TEST(VerifyVerdicts, ShapesHaveFreeSizes) {
  const std::string file = kind("onnx-unet");
  const std::string shape = "mlm:input[0].input.shape";
  expect(file, {{shape, input("input", kFour, "[-1,4,256,256]", kFirst), "", kCompatible,
                 "dimension 0 (`batch`) is free in the file, as `batch` too"},
                {shape, input("input", kFour, "[8,4,256,256]", kFirst), "", kCompatible,
                 "dimension 0 (`batch`) is free in the file, as `batch`"},
                {shape, input("input", kFour, "[4,256,256]", R"(["bands","height","width"])"), "",
                 kContradicts, "has 3 dimensions ([4, 256, 256]), in the file it has 4"}});
  expect(kind("tflite-small"),
         {{"mlm:input[0].input.shape[0]",
           input("x", kFour, "[-1,8,8,4]", R"(["batch","height","width","bands"])"), "",
           kContradicts, "is free, the file takes 1 only"}});
}

TEST(VerifyVerdicts, ASizeThatIsFreeInTheFileHasAHint) {
  const auto hint_of = [](std::string_view shape, std::string_view code) {
    const auto all = verified(kind("onnx-unet-dynamic"), input("input", kFour, shape, kFirst), "");
    const auto one = std::ranges::find(all.report.findings, code, &diag::Diagnostic::code);
    return one == all.report.findings.end() ? std::string() : one->hint;
  };
  EXPECT_NE(hint_of("[-1,4,7,-1]", "MLM924").find("a kernel"), std::string::npos);
  EXPECT_EQ(hint_of("[-1,4,8,-1]", "MLM924"), "write -1 for any size");
  EXPECT_EQ(hint_of("[4,-1,-1]", "MLM912"), "");
}

TEST(VerifyVerdicts, AShapeWithoutItsBatchHasAHint) {
  const auto all = verified(
      kind("onnx-unet"), input("input", kFour, "[4,256,256]", R"(["bands","height","width"])"), "");
  const auto one = std::ranges::find(all.report.findings, "MLM912", &diag::Diagnostic::code);
  ASSERT_NE(one, all.report.findings.end());
  EXPECT_EQ(one->hint, "the file has a dimension `batch` in front");
}

TEST(VerifyVerdicts, ABatchOfOneSizeHasAHint) {
  const auto all =
      verified(kind("tflite-small"),
               input("x", kFour, "[-1,8,8,4]", R"(["batch","height","width","bands"])"), "");
  const auto one = std::ranges::find(all.report.findings, "MLM914", &diag::Diagnostic::code);
  ASSERT_NE(one, all.report.findings.end());
  EXPECT_EQ(one->hint, "a caller can pass no other number of images at a time");
}

TEST(VerifyVerdicts, NamesAndTypesOfTensors) {
  const std::string last = R"(["batch","height","width","bands"])";
  expect(kind("tflite-small"),
         {{"mlm:input[0].name", input("image", kFour, "[1,8,8,4]", last), "", kCompatible,
           "a signature of the file calls it so"},
          {"mlm:input[0].name", input("imag", kFour, "[1,8,8,4]", last), "", kContradicts}});
  expect(kind("lightgbm-small"),
         {{"mlm:input[0].name", input("x", kFour, "[-1,4]", R"(["batch","bands"])"), "",
           kCannotTell, "gives it no name"},
          {"mlm:input[0].input.data_type", input("x", kFour, "[-1,4]", R"(["batch","bands"])"), "",
           kCannotTell, "gives it no type"}});
}

TEST(VerifyVerdicts, ChannelsAreMadeOfBands) {
  const std::string file = kind("onnx-unet");
  const std::string bands = "mlm:input[0].bands";
  const std::string function =
      R"(,"pre_processing_function":{"format":"python","expression":"a.b:c"})";
  const std::string shape = "[-1,4,256,256]";
  expect(file, {{bands, input("input", kFour, shape, kFirst), "", kAgrees},
                {bands, input("input", R"(["B1","B2"])", shape, kFirst), "", kContradicts},
                {bands, input("input", R"(["B1"])", shape, kFirst), "", kContradicts},
                {bands, input("input", R"(["B1","B2","B3"])", shape, kFirst), "", kContradicts},
                {bands, input("input", R"(["B1","B2","B3"])", shape, kFirst, "float32", function),
                 "", kCompatible, "a function before the model"}});
  const auto scaling = [&](std::string_view list, std::string_view names, std::string_view more) {
    return input("input", names, shape, kFirst, "float32",
                 fmt::format(R"(,"value_scaling":{}{})", list, more));
  };
  const std::string one = R"({"type":"scale","value":2})";
  const std::string field = "mlm:input[0].value_scaling";
  const std::string two = fmt::format("[{},{}]", one, one);
  expect(file, {{field, scaling(fmt::format("[{}]", one), kFour, ""), "", kAgrees, "one for all"},
                {field, scaling(two, kFour, ""), "", kContradicts},
                {field, scaling(two, R"(["B1","B2"])", ""), "", kCompatible, "one for each band"},
                {field, scaling(two, kFour, function), "", kContradicts}});
}

std::string output(std::string_view task, std::string_view shape, std::string_view dim_order,
                   std::string_view classes) {
  return fmt::format(
      R"(,"mlm:output":[{{"name":"y","tasks":["{}"],"result":{{"shape":{},"dim_order":{},)"
      R"("data_type":"float32"}},"classification:classes":{}}}])",
      task, shape, dim_order, classes);
}

std::string classes_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    list += fmt::format(R"({}{{"value":{},"name":"{}"}})", list.empty() ? "" : ",",
                        &name - names.data(), name);
  }
  return "[" + list + "]";
}

TEST(VerifyVerdicts, ClassesAreSpeltInAnotherWay) {
  const std::string order = R"(["batch","class"])";
  const auto names = [&](std::string second) {
    return output("scene-classification", "[-1,4]", order,
                  classes_of({"crop", std::move(second), "sea's edge", "town"}));
  };
  const std::string field = "mlm:output[0].classification:classes names";
  expect(kind("onnx-classifier"), {{field, names("forest"), "", kAgrees},
                                   {field, names("Forest"), "", kCompatible, "in another way"},
                                   {field, names("wood"), "", kContradicts}});
}

TEST(VerifyVerdicts, WeightsHintAtChannelsAndClasses) {
  const std::string file = model_files::safetensors({{"first.weight", "F32", {16, 4, 3, 3}},
                                                     {"up.weight", "F32", {16, 6, 2, 2}},
                                                     {"last.weight", "F32", {1, 6, 1, 1}}},
                                                    R"({"format":"pt"})");
  const std::string order = R"(["batch","class","height","width"])";
  const auto two = output("segmentation", "[-1,2,8,8]", order, classes_of({"a", "b"}));
  const auto three = output("segmentation", "[-1,3,8,8]", order, classes_of({"a", "b", "c"}));
  const std::string field = "mlm:output[0].classification:classes";
  expect(file, {{field, two, "", kCompatible, "one value tells two classes apart"},
                {field, three, "", kContradicts}});
  const std::string bands = "mlm:input[0].bands";
  expect(file, {{bands, input("x", kFour, "[-1,4,8,8]", kFirst), "", kCompatible, "a hint"},
                {bands, input("x", R"(["B1","B2"])", "[-1,2,8,8]", kFirst), "", kContradicts},
                {bands,
                 input("x", R"(["B1","B2"])", "[-1,2,2,8,8]",
                       R"(["batch","time","bands","height","width"])"),
                 "", kCompatible, "folded into channels"},
                {bands, input("x", R"(["B1","B2","B3"])", "[-1,3,8,8]", kFirst), "", kContradicts,
                 "the least is 4"}});
}

TEST(VerifyVerdicts, WeightsOfTensorFlowHaveTheirChannelsLast) {
  const auto file = [](std::string_view format) {
    return model_files::safetensors({{"first.kernel", "F32", {3, 5, 4, 16}}},
                                    fmt::format(R"({{"format":"{}"}})", format));
  };
  const auto five = input("x", R"(["B1","B2","B3","B4","B5"])", "[-1,5,8,8]", kFirst);
  const auto four = input("x", kFour, "[-1,4,8,8]", kFirst);
  const std::string bands = "mlm:input[0].bands";
  for (const std::string_view last : {"tf", "flax"}) {
    expect(file(last), {{bands, four, "", kCompatible, "a hint"}, {bands, five, "", kContradicts}});
  }
  expect(file("pt"), {{bands, five, "", kCompatible, "a hint"}, {bands, four, "", kContradicts}});
}

TEST(VerifyVerdicts, TasksHaveForms) {
  const auto task = [](std::string_view name, std::string_view shape, std::string_view dim_order) {
    return output(name, shape, dim_order, "[]");
  };
  const std::string field = "mlm:output[0].tasks";
  const std::string vector = R"(["batch","class"])";
  const std::string plane = R"(["height","width"])";
  expect(kind("onnx-classifier"),
         {{field, task("classification", "[-1,4]", vector), "", kAgrees},
          {field, task("object-detection", "[-1,4]", vector), "", kAgrees},
          {field, task("segmentation", "[-1,4]", plane), "", kAgrees},
          {field, task("segmentation", "[-1,4]", vector), "", kContradicts},
          {field, task("regression", "[-1,4]", vector), "", kCannotTell, "many forms"}});
  expect(kind("safetensors-unet"),
         {{field, task("segmentation", "[-1,4]", plane), "", kCannotTell, "does not state"}});
}

TEST(VerifyVerdicts, ArtifactTypes) {
  const auto type = [](std::string_view word) {
    return fmt::format(R"(,"mlm:artifact_type":"{}")", word);
  };
  const std::string field = "mlm:artifact_type";
  expect(kind("onnx-unet"), {{field, "", type("ONNX"), kAgrees},
                             {field, "", type("torch.onnx.export"), kAgrees},
                             {field, "", type("my.own"), kCannotTell, "is not known"},
                             {field, "", type("torch.save"), kContradicts}});
  expect("no model at all", {{field, "", type("onnx"), kContradicts},
                             {field, "", type("torch.compile"), kCannotTell, "is not known"}});
  const std::string runs = "what runs";
  expect(kind("sklearn-pickle"),
         {{runs, "", type("pickle"), kCompatible}, {runs, "", type("onnx"), kContradicts}});
  expect(kind("torch-module"), {{runs, "", type("torch.save"), kCompatible}});
  expect(kind("torch-os-system"), {{runs, "", type("torch.save"), kContradicts}});
  expect(kind("torch-hidden-pickle"), {{runs, "", type("torch.save"), kContradicts}});
}

TEST(VerifyVerdicts, NoArtifactTypeIsProvenWithoutTheFramework) {
  const auto told = [](std::string_view format) {
    const std::string file =
        model_files::safetensors({{"w", "F32", {2}}}, fmt::format(R"({{"format":"{}"}})", format));
    std::string messages;
    for (const diag::Diagnostic& finding : verified(file, R"(,"mlm:name":"n")", "").report.findings)
      messages += finding.fix ? finding.fix->description + '\n' : "";
    return messages;
  };
  EXPECT_NE(told("pt").find("`safetensors.torch.save_file`"), std::string::npos);
  EXPECT_NE(told("tf").find("`safetensors.tensorflow.save_file`"), std::string::npos);
  EXPECT_NE(told("flax").find("`safetensors.flax.save_file`"), std::string::npos);
  EXPECT_EQ(told("np").find("safetensors"), std::string::npos);
}

TEST(VerifyVerdicts, MediaTypes) {
  const auto type = [](std::string_view word) { return fmt::format(R"(,"type":"{}")", word); };
  const std::string field = "type";
  expect(kind("onnx-unet"),
         {{field, "", type("application/octet-stream; application=onnx"), kAgrees},
          {field, "", type("application/octet-stream; framework=tensorflow"), kContradicts},
          {field, "", type("application/octet-stream; framework=nobody"), kAgrees},
          {field, "", type("application/zip"), kCompatible, "says no more"},
          {field, "", type("image/png"), kContradicts}});
  expect("no model at all", {{field, "", type("application/zip"), kCannotTell}});
}

TEST(VerifyVerdicts, EmbeddedMembers) {
  const auto file = [](std::string_view text) {
    return model_files::safetensors({{"w", "F32", {2}}},
                                    fmt::format(R"({{"format":"pt","mlm-metadata":"{}"}})", text));
  };
  const std::string field = "mlm:name (embedded)";
  const std::string name = R"(,"mlm:name":"n")";
  expect(file(R"({\"mlm:name\":\"n\"})"), {{field, name, "", kAgrees}});
  expect(file(R"({\"properties\":{\"mlm:name\":\"m\"}})"), {{field, name, "", kContradicts}});
  // Flow style of YAML, and names without their prefix.
  expect(file(R"({name: n})"), {{field, name, "", kAgrees},
                                {field, "", "", kCannotTell, "the metadata does not have it"}});
}

TEST(VerifyVerdicts, FoldersHaveNoSize) {
  const Opener open = [](std::string_view) -> base::Result<OpenedFile> {
    static const std::string file = kind("saved-model");
    return OpenedFile{source_of(file, "saved_model.pb"), false, true};
  };
  const std::string item =
      R"({"type":"Feature","stac_version":"1.1.0","id":"u","stac_extensions":[],"geometry":null,)"
      R"("properties":{"datetime":null},"links":[],"assets":{"a":{"href":"f/",)"
      R"("roles":["mlm:model"],"file:size":3,"file:checksum":"d50101"}}})";
  const auto all = Verifier().verify(json::Text::copy_of(item), "item.json", open);
  for (const std::string_view field : {"file:size", "file:checksum"}) {
    const auto one = std::ranges::find(all.comparisons, field, &Comparison::field);
    ASSERT_NE(one, all.comparisons.end()) << field;
    EXPECT_EQ(one->verdict, kCannotTell) << field;
  }
}

TEST(VerifyVerdicts, WhatCannotBeToldIsToldWhenAsked) {
  const std::string file = kind("safetensors-unet");
  const auto count = [&](bool tell_all) {
    VerifyOptions options;
    options.tell_all = tell_all;
    const auto all = verified(file, input("x", kFour, "[-1,4,8,8]", kFirst), "", options);
    return std::ranges::count(all.report.findings, "MLM952", &diag::Diagnostic::code);
  };
  EXPECT_EQ(count(false), 0);
  EXPECT_GT(count(true), 0);
}

TEST(VerifyVerdicts, OneAssetCanBeChosen) {
  VerifyOptions options;
  options.only_asset = "b";
  EXPECT_TRUE(verified(kind("onnx-unet"), "", "", options).comparisons.empty());
  options.only_asset = "a";
  EXPECT_FALSE(verified(kind("onnx-unet"), "", "", options).comparisons.empty());
}

TEST(VerifyVerdicts, NamesThatAreNoUtf8AreMadeSo) {
  const std::string file = model_files::safetensors({{"w", "F32", {2}}}, "{\"format\":\"\xFF\"}");
  for (const Comparison& one : verified(file, R"(,"mlm:framework":"PyTorch")", "").comparisons)
    EXPECT_EQ(one.reason.find('\xFF'), std::string::npos) << one.field;
}

}  // namespace
}  // namespace stacmlm::artifact
