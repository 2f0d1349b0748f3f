// SPDX-License-Identifier: Apache-2.0
// What tests/rules/verify_faults.tsv does not show: assets, openers, limits.
#include "stacmlm/artifact/verify.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "model_files/kinds.h"
#include "stacmlm/artifact/embed.h"

namespace stacmlm::artifact {
namespace {

/// Files in memory by their href, each opened as often as asked.
class Files {
 public:
  void add(std::string href, std::string bytes) { files_[std::move(href)] = std::move(bytes); }
  [[nodiscard]] Opener opener() {
    return [this](std::string_view href) -> base::Result<OpenedFile> {
      ++opened;
      const auto file = files_.find(href);
      if (file == files_.end()) return base::fail(base::ErrorKind::kNotFound, "not there");
      return OpenedFile{source_of(file->second, file->first), is_far};
    };
  }
  int opened = 0;
  bool is_far = false;

 private:
  std::map<std::string, std::string, std::less<>> files_;
};

std::string item_with(std::string_view properties, std::string_view assets) {
  return fmt::format(
      R"({{"type":"Feature","stac_version":"1.1.0","id":"unet","stac_extensions":)"
      R"(["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],"geometry":null,)"
      R"("properties":{{"datetime":null{}}},"links":[],"assets":{{{}}}}})",
      properties, assets);
}

const Comparison* find(const Verified& verified, std::string_view asset, std::string_view field) {
  const auto found = std::ranges::find_if(verified.comparisons, [&](const Comparison& one) {
    return one.asset == asset && one.field == field;
  });
  return found == verified.comparisons.end() ? nullptr : &*found;
}

class Verify : public testing::Test {
 protected:
  Verify() { files.add("unet.safetensors", model_files::bytes_of("safetensors-unet")); }
  Verified verify(const std::string& text) {
    return verifier.verify(json::Text::copy_of(text), "item.json", files.opener());
  }
  Files files;
  Verifier verifier;
};

TEST_F(Verify, ComparesEachModelAssetByItsOwnMembers) {
  files.add("other.safetensors", model_files::bytes_of("safetensors-properties"));
  const auto verified = verify(item_with(
      R"(,"mlm:name":"n","mlm:total_parameters":2026)",
      R"("a":{"href":"unet.safetensors","roles":["mlm:model"]},)"
      R"("b":{"href":"other.safetensors","roles":["mlm:model"],"mlm:total_parameters":306},)"
      R"("c":{"href":"notes.txt","roles":["metadata"]})"));
  const Comparison* a = find(verified, "a", "mlm:total_parameters");
  const Comparison* b = find(verified, "b", "mlm:total_parameters");
  ASSERT_NE(a, nullptr);
  ASSERT_NE(b, nullptr);
  EXPECT_EQ(a->verdict, Agreement::kAgrees);
  EXPECT_EQ(a->pointer, "/properties/mlm:total_parameters");
  EXPECT_EQ(b->verdict, Agreement::kAgrees);
  EXPECT_EQ(b->pointer, "/assets/b/mlm:total_parameters");
  EXPECT_EQ(files.opened, 2);
}

TEST_F(Verify, TakesWhatLooksLikeAModelIfNothingSaysSo) {
  const auto verified =
      verify(item_with("", R"("data":{"href":"unet.safetensors"},"page":{"href":"a.html"})"));
  EXPECT_NE(find(verified, "data", "what runs"), nullptr);
  EXPECT_EQ(files.opened, 1);
}

TEST_F(Verify, AFileThatIsNotThereIsTold) {
  const auto verified =
      verify(item_with("", R"("a":{"href":"gone.safetensors","roles":["mlm:model"]})"));
  ASSERT_EQ(verified.report.findings.size(), 1U);
  EXPECT_EQ(verified.report.findings[0].code, "MLM901");
  EXPECT_TRUE(verified.not_done.empty());
}

TEST_F(Verify, AFileThatCannotBeOpenedIsNoFinding) {
  const auto denied = [](std::string_view) -> base::Result<OpenedFile> {
    return base::fail(base::ErrorKind::kIo, "permission denied");
  };
  const auto verified = verifier.verify(
      json::Text::copy_of(item_with("", R"("a":{"href":"x.onnx","roles":["mlm:model"]})")),
      "item.json", denied);
  EXPECT_TRUE(verified.report.findings.empty());
  ASSERT_EQ(verified.not_done.size(), 1U);
  EXPECT_EQ(verified.not_done[0], "asset `a`: permission denied");
}

TEST_F(Verify, AFarFileIsNotReadWhole) {
  files.is_far = true;
  const auto verified = verify(item_with(
      "",
      R"("a":{"href":"unet.safetensors","roles":["mlm:model"],"file:size":9160,)"
      R"("file:checksum":"12205a2b6b9a3a5f8e0d1c2b3a49586776859403122130405060708090a0b0c0d0e0"})"));
  const Comparison* checksum = find(verified, "a", "file:checksum");
  ASSERT_NE(checksum, nullptr);
  EXPECT_EQ(checksum->verdict, Agreement::kCannotTell);
  const Comparison* size = find(verified, "a", "file:size");
  ASSERT_NE(size, nullptr);
  EXPECT_EQ(size->verdict, Agreement::kAgrees);
}

TEST_F(Verify, NamesAFunctionThatIsNotComputed) {
  const auto verified = verify(item_with(
      "", R"("a":{"href":"unet.safetensors","roles":["mlm:model"],"file:checksum":"1e02aaff"})"));
  const Comparison* checksum = find(verified, "a", "file:checksum");
  ASSERT_NE(checksum, nullptr);
  EXPECT_EQ(checksum->verdict, Agreement::kCannotTell);
  EXPECT_NE(checksum->reason.find("0x1e"), std::string::npos) << checksum->reason;
}

TEST_F(Verify, OpensAFileOnceForADocument) {
  const std::string item =
      item_with("", R"("a":{"href":"unet.safetensors","roles":["mlm:model"]},)"
                    R"("b":{"href":"unet.safetensors","roles":["mlm:model"]})");
  verify(item);
  verify(item);
  EXPECT_EQ(files.opened, 1);
}

TEST_F(Verify, LooksAtItemsOfAnItemCollection) {
  const std::string one = item_with(R"(,"mlm:total_parameters":5)",
                                    R"("a":{"href":"unet.safetensors","roles":["mlm:model"]})");
  const auto verified =
      verify(fmt::format(R"({{"type":"FeatureCollection","features":[{},{}]}})", one, one));
  EXPECT_NE(find(verified, "unet/a", "mlm:total_parameters"), nullptr);
  EXPECT_EQ(std::ranges::count(verified.report.findings, "MLM930", &diag::Diagnostic::code), 2);
}

TEST_F(Verify, SaysMissingMembersAreNoContradiction) {
  const auto verified =
      verify(item_with("", R"("a":{"href":"unet.safetensors","roles":["mlm:model"]})"));
  for (const Comparison& one : verified.comparisons)
    EXPECT_NE(one.verdict, Agreement::kContradicts) << one.field;
  for (const diag::Diagnostic& finding : verified.report.findings)
    EXPECT_EQ(finding.code, "MLM950") << finding.message;
}

/// An output with so many classes, called `class 0` ...
std::string classified(std::string_view task, int count) {
  std::string classes;
  for (int i = 0; i < count; ++i)
    classes += fmt::format(R"({}{{"value":{},"name":"class {}"}})", i == 0 ? "" : ",", i, i);
  return fmt::format(R"(,"mlm:name":"n","mlm:output":[{{"name":"o","tasks":["{}"],"result":{{}},)"
                     R"("classification:classes":[{}]}}])",
                     task, classes);
}

TEST_F(Verify, LabelsThatAreNumbersAreNoNames) {
  files.add("model.pkl", model_files::bytes_of("sklearn-pickle"));
  const std::string asset = R"("a":{"href":"model.pkl","roles":["mlm:model"]})";
  const auto three = verify(item_with(classified("classification", 3), asset));
  EXPECT_EQ(find(three, "a", "mlm:output[0].classification:classes")->verdict, Agreement::kAgrees);
  EXPECT_EQ(find(three, "a", "mlm:output[0].classification:classes names"), nullptr);
  const auto four = verify(item_with(classified("classification", 4), asset));
  EXPECT_EQ(find(four, "a", "mlm:output[0].classification:classes")->code, "MLM920");
}

TEST_F(Verify, LayersSayNothingOfClassesOfObjects) {
  const std::string asset = R"("a":{"href":"unet.safetensors","roles":["mlm:model"]})";
  const auto verdict = [&](std::string_view task) {
    return find(verify(item_with(classified(task, 7), asset)), "a",
                "mlm:output[0].classification:classes")
        ->verdict;
  };
  EXPECT_EQ(verdict("semantic-segmentation"), Agreement::kContradicts);
  EXPECT_EQ(verdict("object-detection"), Agreement::kCannotTell);
}

TEST_F(Verify, AFileThatAnyFrameworkMayHaveWrittenProvesNoArtifactType) {
  files.add("types.safetensors", model_files::bytes_of("safetensors-types"));
  const auto verified = verify(item_with(
      R"(,"mlm:name":"n")",
      R"("a":{"href":"types.safetensors","roles":["mlm:model"]},)"
      R"("b":{"href":"types.safetensors","roles":["mlm:model"],"mlm:artifact_type":"onnx"})"));
  for (const diag::Diagnostic& finding : verified.report.findings) {
    EXPECT_EQ(finding.message.find("`mlm:artifact_type` is not given"), std::string::npos);
    EXPECT_FALSE(finding.code == "MLM934" && finding.fix) << finding.message;
  }
}

TEST_F(Verify, ALibraryThatStandsOnAFrameworkCannotBeTold) {
  const std::string asset = R"("a":{"href":"unet.safetensors","roles":["mlm:model"]})";
  const auto verdict = [&](std::string_view framework) {
    const auto verified =
        verify(item_with(fmt::format(R"(,"mlm:name":"n","mlm:framework":"{}")", framework), asset));
    return find(verified, "a", "mlm:framework")->verdict;
  };
  EXPECT_EQ(verdict("segmentation_models_pytorch"), Agreement::kCannotTell);
  EXPECT_EQ(verdict("xgboost"), Agreement::kContradicts);
  EXPECT_EQ(verdict("tensorflow"), Agreement::kContradicts);
  EXPECT_EQ(verdict("pytorch"), Agreement::kAgrees);
}

TEST_F(Verify, ComparesEmbeddedMembersOfTheSameAsset) {
  const auto item = [](std::string_view of_asset) {
    return item_with(R"(,"mlm:name":"n","mlm:framework":"TensorFlow","mlm:total_parameters":9000)",
                     fmt::format(R"("a":{{"href":"with.safetensors","roles":["mlm:model"],)"
                                 R"("mlm:framework":"PyTorch","mlm:total_parameters":{}}},)"
                                 R"("b":{{"href":"unet.safetensors","roles":["mlm:model"]}})",
                                 of_asset));
  };
  std::string bytes;
  const auto written = embed(*source_of(model_files::bytes_of("safetensors-unet"), "x.safetensors"),
                             item("2026"), [&](std::string_view piece) -> base::Result<void> {
                               bytes += piece;
                               return {};
                             });
  ASSERT_TRUE(written) << written.error().message;
  files.add("with.safetensors", bytes);
  const auto same = verify(item("2026"));
  EXPECT_EQ(find(same, "a", "mlm:framework (embedded)")->verdict, Agreement::kAgrees);
  EXPECT_EQ(find(same, "a", "mlm:total_parameters (embedded)")->verdict, Agreement::kAgrees);
  const auto other = verify(item("2027"));
  EXPECT_EQ(find(other, "a", "mlm:total_parameters (embedded)")->code, "MLM940");
}

TEST_F(Verify, EstimatorsSayHowManyFeaturesTheyTake) {
  files.add("model.pkl", model_files::bytes_of("sklearn-pickle"));
  const auto bands = [&](std::string_view names) {
    return verify(item_with(
        fmt::format(R"(,"mlm:name":"n","mlm:input":[{{"name":"i","bands":[{}],"input":{{}}}}])",
                    names),
        R"("a":{"href":"model.pkl","roles":["mlm:model"]})"));
  };
  EXPECT_EQ(find(bands(R"("a","b","c","d")"), "a", "mlm:input[0].bands")->verdict,
            Agreement::kAgrees);
  EXPECT_EQ(find(bands(R"("a","b","c")"), "a", "mlm:input[0].bands")->code, "MLM917");
}

TEST_F(Verify, TreesTakePixelsAsRows) {
  files.add("trees.ubj", model_files::bytes_of("xgboost-ubj"));
  const auto raster = [&](std::string_view bands, int classes) {
    return verify(item_with(
        fmt::format(R"({},"mlm:input":[{{"name":"i","bands":[{}],"input":{{"shape":[-1,4,256,256],)"
                    R"("dim_order":["batch","bands","height","width"],"data_type":"float32"}}}}])",
                    classified("semantic-segmentation", classes), bands),
        R"("a":{"href":"trees.ubj","roles":["mlm:model"]})"));
  };
  const auto right = raster(R"("a","b","c","d")", 3);
  for (const Comparison& one : right.comparisons)
    EXPECT_NE(one.verdict, Agreement::kContradicts) << one.field;
  EXPECT_EQ(find(right, "a", "mlm:input[0].bands")->verdict, Agreement::kAgrees);
  const auto wrong = raster(R"("a","b","c","d","e")", 4);
  EXPECT_EQ(find(wrong, "a", "mlm:input[0].bands")->code, "MLM917");
  EXPECT_EQ(find(wrong, "a", "mlm:output[0].classification:classes")->code, "MLM920");
}

TEST_F(Verify, AFileThatBreaksOffLacksNoInputs) {
  files.add("cut.onnx", model_files::bytes_of("onnx-cut-off"));
  const auto verified = verify(item_with(
      R"(,"mlm:name":"n","mlm:input":[{"name":"a","input":{}}],"mlm:output":[{"name":"b"}])",
      R"("a":{"href":"cut.onnx","roles":["mlm:model"]})"));
  EXPECT_EQ(find(verified, "a", "mlm:input")->verdict, Agreement::kCannotTell);
  EXPECT_EQ(find(verified, "a", "mlm:output")->verdict, Agreement::kCannotTell);
}

TEST_F(Verify, ABadTextIsAFinding) {
  const auto verified = verify("{");
  ASSERT_EQ(verified.report.findings.size(), 1U);
  EXPECT_EQ(verified.report.findings[0].code, "JSON001");
  EXPECT_FALSE(*verified.report.valid);
}

}  // namespace
}  // namespace stacmlm::artifact
