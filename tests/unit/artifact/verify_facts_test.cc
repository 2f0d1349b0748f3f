// SPDX-License-Identifier: Apache-2.0
// What verifying reads of a file, which assets it looks at, what it adds, and where it stops.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "model_files/kinds.h"
#include "model_files/onnx_writer.h"
#include "model_files/safetensors.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::artifact {
namespace {

/// Bytes in memory, and how many of them were read.
class CountingSource : public Source {
 public:
  CountingSource(std::string_view bytes, std::uint64_t& read)
      : bytes_(source_of(bytes, "f")), read_(read) {}
  [[nodiscard]] std::string_view name() const override { return bytes_->name(); }
  [[nodiscard]] std::uint64_t size() const override { return bytes_->size(); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    read_ += to.size();
    return bytes_->read(offset, to);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return bytes_->beside(relative);
  }

 private:
  std::unique_ptr<Source> bytes_;
  std::uint64_t& read_;
};

std::string item_with(std::string_view extensions, std::string_view properties,
                      std::string_view assets) {
  return fmt::format(
      R"({{"type":"Feature","stac_version":"1.1.0","id":"unet","stac_extensions":[{}],)"
      R"("geometry":null,"properties":{{"datetime":null{}}},"links":[],"assets":{{{}}}}})",
      extensions, properties, assets);
}

constexpr std::string_view kMlm = R"("https://stac-extensions.github.io/mlm/v1.5.2/schema.json")";
constexpr std::string_view kAsset = R"("a":{"href":"f","roles":["mlm:model"]})";

/// An Item and the one file that all its assets mean.
struct Case {
  std::string item;
  std::string file = model_files::bytes_of("safetensors-unet");
  bool is_far = false;
  bool wants_fixes = false;

  Verified verify() {
    const Opener open = [this](std::string_view) -> base::Result<OpenedFile> {
      return OpenedFile{std::make_unique<CountingSource>(file, bytes_read), is_far};
    };
    VerifyOptions options;
    options.wants_fixes = wants_fixes;
    return Verifier(std::move(options)).verify(json::Text::copy_of(item), "item.json", open);
  }

  std::uint64_t bytes_read = 0;
};

const Comparison* find(const Verified& verified, std::string_view field,
                       std::string_view asset = "a") {
  const auto found = std::ranges::find_if(verified.comparisons, [&](const Comparison& one) {
    return one.asset == asset && one.field == field;
  });
  return found == verified.comparisons.end() ? nullptr : &*found;
}

/// The finding whose message begins so, or null.
const diag::Diagnostic* told(const Verified& verified, std::string_view code,
                             std::string_view message = "") {
  const auto& all = verified.report.findings;
  const auto found = std::ranges::find_if(all, [&](const diag::Diagnostic& one) {
    return one.code == code && one.message.starts_with(message);
  });
  return found == all.end() ? nullptr : &*found;
}

TEST(VerifyFacts, AFileIsReadToItsEndOnlyForAChecksumThatIsAskedFor) {
  const std::string large =
      model_files::safetensors({{"w", "F32", {1 << 20}}}, R"({"format":"pt"})");
  const std::string item = item_with(kMlm, R"(,"mlm:name":"n")", kAsset);
  Case only_told{.item = item, .file = large};
  const auto report = only_told.verify();
  EXPECT_LT(only_told.bytes_read, large.size() / 4);
  const diag::Diagnostic* finding = told(report, "MLM950", "`file:size`");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->message,
            fmt::format("`file:size` and `file:checksum` are not given; the file has {} bytes",
                        large.size()));
  EXPECT_EQ(finding->hint, "`--fix` reads the whole file and writes its checksum too");
  ASSERT_TRUE(finding->fix);
  EXPECT_EQ(json::apply_patch(item, finding->fix->patch)->find("file:checksum"), std::string::npos);

  Case to_fix{.item = item, .file = large, .wants_fixes = true};
  const auto fixing = to_fix.verify();
  EXPECT_GE(to_fix.bytes_read, large.size());
  const diag::Diagnostic* with_both = told(fixing, "MLM950", "`file:size`");
  ASSERT_TRUE(with_both != nullptr && with_both->fix);
  EXPECT_EQ(with_both->hint, "");
  const auto fixed = json::apply_patch(item, with_both->fix->patch);
  ASSERT_TRUE(fixed);
  Case again{.item = *fixed, .file = large, .wants_fixes = true};
  const auto after = again.verify();
  for (const std::string_view field : {"file:size", "file:checksum"}) {
    ASSERT_NE(find(after, field), nullptr) << field;
    EXPECT_EQ(find(after, field)->verdict, Agreement::kAgrees) << field;
  }
}

TEST(VerifyFacts, AChecksumAloneWaitsToo) {
  const std::string size = std::to_string(Case{}.file.size());
  Case one{.item = item_with(kMlm, "",
                             R"("a":{"href":"f","roles":["mlm:model"],"file:size":)" + size + "}")};
  const auto report = one.verify();
  const diag::Diagnostic* finding = told(report, "MLM950", "`file:checksum` is not given");
  ASSERT_NE(finding, nullptr);
  EXPECT_FALSE(finding->fix);
  EXPECT_EQ(finding->hint, "`--fix` reads the whole file and writes it");
}

TEST(VerifyFacts, AChecksumThatIsNoneIsWrittenAnewIfTheFileIsHere) {
  const auto has_fix = [](bool is_far, bool wants_fixes) {
    Case one{.item = item_with(kMlm, "",
                               R"("a":{"href":"f","roles":["mlm:model"],"file:checksum":"12"})"),
             .is_far = is_far,
             .wants_fixes = wants_fixes};
    const auto report = one.verify();
    const diag::Diagnostic* finding = told(report, "MLM907");
    EXPECT_NE(finding, nullptr);
    return finding != nullptr && finding->fix.has_value();
  };
  EXPECT_TRUE(has_fix(false, true));
  EXPECT_FALSE(has_fix(false, false));
  EXPECT_FALSE(has_fix(true, true));
}

TEST(VerifyFacts, TheFileExtensionIsAddedOnce) {
  const auto extensions_after = [](std::string_view extensions) {
    Case one{.item = item_with(extensions, "", kAsset), .wants_fixes = true};
    const auto report = one.verify();
    const diag::Diagnostic* finding = told(report, "MLM950", "`file:size`");
    if (finding == nullptr || !finding->fix) return std::string("no fix");
    const auto fixed = json::apply_patch(one.item, finding->fix->patch);
    const std::string text = fixed.value_or("no text");
    return std::string(text.substr(0, text.find("\"geometry\"")));
  };
  const std::string mlm(kMlm);
  const std::string file = "https://stac-extensions.github.io/file/v";
  EXPECT_NE(extensions_after(mlm).find(file), std::string::npos);
  const auto older = extensions_after(mlm + ",\"" + file + "2.0.0/schema.json\"");
  EXPECT_EQ(older.find(file), older.rfind(file)) << older;
}

TEST(VerifyFacts, TheParametersOfOneModelAreThoseOfTheItem) {
  const std::string name = R"(,"mlm:name":"n")";
  Case one{.item = item_with(kMlm, name, kAsset)};
  EXPECT_NE(told(one.verify(), "MLM950", "`mlm:total_parameters`"), nullptr);
  Case two{.item = item_with(kMlm, name,
                             std::string(kAsset) + R"(,"b":{"href":"f","roles":["mlm:model"]})")};
  EXPECT_EQ(told(two.verify(), "MLM950", "`mlm:total_parameters`"), nullptr);
}

TEST(VerifyFacts, TheMemoryOfAModelHoldsItsWeights) {
  const auto code = [](int bytes) {
    Case one{.item = item_with(kMlm, fmt::format(R"(,"mlm:name":"n","mlm:memory_size":{})", bytes),
                               kAsset),
             .file = model_files::safetensors({{"w", "F32", {25}}}, R"({"format":"pt"})")};
    const auto verified = one.verify();
    const Comparison* row = find(verified, "mlm:memory_size");
    return row == nullptr ? std::string("no row") : std::string(row->code);
  };
  EXPECT_EQ(code(101), "");
  EXPECT_EQ(code(100), "");
  EXPECT_EQ(code(99), "MLM931");
  EXPECT_EQ(code(-1), "MLM931");
}

TEST(VerifyFacts, NoArtifactTypeIsAddedBeforeMlmHadIt) {
  const auto is_told = [](std::string_view version) {
    Case one{.item = item_with(
                 fmt::format(R"("https://stac-extensions.github.io/mlm/{}/schema.json")", version),
                 R"(,"mlm:name":"n")", kAsset)};
    return told(one.verify(), "MLM950", "`mlm:artifact_type`") != nullptr;
  };
  EXPECT_TRUE(is_told("v1.2.0"));
  EXPECT_FALSE(is_told("v1.1.0"));
}

TEST(VerifyFacts, CodeAndRuntimesAreNoModels) {
  for (const std::string_view role :
       {"mlm:source_code", "code", "mlm:inference-runtime", "mlm:container"}) {
    // By a role of weights, and by a name if nothing else is a model.
    for (const std::string_view more : {R"(,"mlm:weights")", ""}) {
      Case one{
          .item = item_with(
              kMlm, "", fmt::format(R"("a":{{"href":"f.onnx","roles":["{}"{}]}})", role, more))};
      EXPECT_TRUE(one.verify().comparisons.empty()) << role << more;
    }
  }
  Case model{.item = item_with(kMlm, "", R"("a":{"href":"f.onnx","roles":["data"]})")};
  EXPECT_FALSE(model.verify().comparisons.empty());
}

TEST(VerifyFacts, BoxesTakeTwoDimensions) {
  namespace onnx = model_files::onnx;
  const auto verdict = [](std::vector<onnx::Size> shape) {
    const onnx::Model model{.graph = {.nodes = {{"Identity", {"x"}, {"y"}}},
                                      .inputs = {{"x", onnx::Type::kFloat32, shape}},
                                      .outputs = {{"y", onnx::Type::kFloat32, shape}}}};
    Case one{
        .item = item_with(
            kMlm, R"(,"mlm:name":"n","mlm:output":[{"name":"y","tasks":["object-detection"]}])",
            kAsset),
        .file = onnx::file_of("f.onnx", model).bytes};
    const auto verified = one.verify();
    const Comparison* row = find(verified, "mlm:output[0].tasks");
    return row == nullptr ? std::string_view("no row") : name_of(row->verdict);
  };
  EXPECT_EQ(verdict({"boxes", 6}), "agrees");
  EXPECT_EQ(verdict({6}), "contradicts");
}

TEST(VerifyFacts, ASignatureCallsTensorsByWholeNames) {
  namespace onnx = model_files::onnx;
  const auto verdict = [](std::string signature) {
    const onnx::Model model{.graph = {.nodes = {{"Identity", {"x:0"}, {"y"}}},
                                      .inputs = {{"x:0", onnx::Type::kFloat32, {"rows", 6}}},
                                      .outputs = {{"y", onnx::Type::kFloat32, {"rows", 6}}}},
                            .metadata = {{"signature.serving_default", std::move(signature)}}};
    Case one{.item = item_with(kMlm, R"(,"mlm:name":"n","mlm:input":[{"name":"image","input":{}}])",
                               kAsset),
             .file = onnx::file_of("f.onnx", model).bytes};
    const auto verified = one.verify();
    const Comparison* row = find(verified, "mlm:input[0].name");
    return row == nullptr ? std::string_view("no row") : name_of(row->verdict);
  };
  EXPECT_EQ(verdict("inputs: image = x:0; outputs: a = y"), "compatible");
  EXPECT_EQ(verdict("inputs: b = z, image = x:0, c = d; outputs: a = y"), "compatible");
  EXPECT_EQ(verdict("inputs: b = z; outputs: image = x:0"), "compatible");
  EXPECT_EQ(verdict("inputs: image = x:01, image = x:0; outputs: a = y"), "compatible");
  EXPECT_EQ(verdict("inputs: image = x:01; outputs: a = y"), "contradicts");
  EXPECT_EQ(verdict("inputs: my image = x:0; outputs: a = y"), "contradicts");
}

TEST(VerifyFacts, ProgramsThatExportAreOfAFramework) {
  namespace onnx = model_files::onnx;
  const auto verdict = [](std::string producer, std::string_view framework) {
    const onnx::Model model{.producer = std::move(producer), .graph = {}};
    Case one{.item = item_with(
                 kMlm, fmt::format(R"(,"mlm:name":"n","mlm:framework":"{}")", framework), kAsset),
             .file = onnx::file_of("f.onnx", model).bytes};
    const auto verified = one.verify();
    const Comparison* row = find(verified, "mlm:framework");
    return row == nullptr ? std::string_view("no row") : name_of(row->verdict);
  };
  for (const auto& [producer, framework] :
       {std::pair("pytorch", "PyTorch"), std::pair("torch", "PyTorch"),
        std::pair("tf2onnx", "TensorFlow"), std::pair("skl2onnx", "scikit-learn"),
        std::pair("sklearn", "scikit-learn"), std::pair("keras", "Keras"),
        std::pair("paddlepaddle", "Paddle")}) {
    EXPECT_EQ(verdict(producer, framework), "agrees") << producer;
    EXPECT_EQ(verdict(producer, "MXNet"), "contradicts") << producer;
  }
  EXPECT_EQ(verdict("onnxruntime", "MXNet"), "compatible");
}

std::string many_assets(int count) {
  std::string assets;
  for (int i = 0; i < count; ++i) {
    assets += fmt::format(R"({}"{}":{{"href":"f","roles":["mlm:model"]}})", i == 0 ? "" : ",", i);
  }
  return assets;
}

TEST(VerifyFacts, ATableHasAnEnd) {
  const std::string file = model_files::safetensors({{"w", "F32", {1}}}, R"({"format":"pt"})");
  Case one{.item = item_with(kMlm, R"(,"mlm:framework":"PyTorch","mlm:memory_size":9)",
                             many_assets(20'000)),
           .file = file};
  const auto verified = one.verify();
  EXPECT_GE(verified.comparisons.size(), 50'000U);
  EXPECT_LT(verified.comparisons.size(), 50'010U);
  ASSERT_EQ(verified.not_done.size(), 1U);
  EXPECT_EQ(verified.not_done[0], "more than can be compared in one document");
}

/// Each asset has the inputs of the properties read anew.
TEST(VerifyFacts, WhatEachAssetReadsAnewHasAnEnd) {
  const auto rows_of_last = [](int assets) {
    const std::string input =
        fmt::format(R"(,"mlm:input":[{{"name":"x","description":"{}","input":{{}}}}])",
                    std::string(100'000, 'd'));
    Case one{.item = item_with(kMlm, input, many_assets(assets))};
    const auto verified = one.verify();
    EXPECT_EQ(verified.not_done.empty(), assets < 8) << assets;
    return find(verified, "mlm:input", std::to_string(assets - 1)) != nullptr;
  };
  EXPECT_TRUE(rows_of_last(7));
  EXPECT_FALSE(rows_of_last(20));
}

}  // namespace
}  // namespace stacmlm::artifact
