// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/export.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "author/peers/coverage.h"
#include "documents.h"
#include "parsed.h"

namespace stacmlm::author {
namespace {

using json::Parsed;

/// An Item whose model has these inputs and outputs, and an ONNX file.
std::string item(std::string_view inputs, std::string_view outputs, std::string_view more = "",
                 std::string_view asset = R"("mlm:artifact_type": "onnx")") {
  return R"({"type": "Feature", "id": "unet", "properties": {"mlm:input": [)" +
         std::string(inputs) + R"(], "mlm:output": [)" + std::string(outputs) + "]" +
         std::string(more) +
         R"(}, "assets": {"model": {"href": "a/b.onnx", "roles": ["mlm:model"], )" +
         std::string(asset) + "}}}";
}

std::string tensor(std::string_view structure, std::string_view shape, std::string_view dims,
                   std::string_view type = "float32") {
  return R"({"name": "t", ")" + std::string(structure) + R"(": {"shape": )" + std::string(shape) +
         R"(, "dim_order": )" + std::string(dims) + R"(, "data_type": ")" + std::string(type) +
         "\"}}";
}

const std::string kImage =
    tensor("input", "[-1, 3, 8, 8]", R"(["batch", "bands", "height", "width"])");
const std::string kScores = tensor("result", "[-1, 5]", R"(["batch", "class"])");

Export exported(const std::string& text, std::string_view format,
                const ExportOptions& options = {}) {
  const Parsed parsed(text);
  auto done = export_model(parsed.root(), format, options);
  EXPECT_TRUE(done.has_value()) << done.error().message;
  return done ? *done : Export();
}

std::string main_file(const Export& done) {
  return done.files.empty() ? "" : done.files.back().bytes;
}

std::string why_not(const std::string& text, std::string_view format,
                    const ExportOptions& options = {}) {
  const Parsed parsed(text);
  const auto done = export_model(parsed.root(), format, options);
  return done ? "it can" : done.error().message;
}

bool is_needed(const Export& done, std::string_view pointer) {
  return std::ranges::any_of(done.notes, [&](const ExportNote& note) {
    return note.is_needed && note.pointer == pointer;
  });
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(Export, KnowsItsFormats) {
  EXPECT_EQ(export_formats().size(), 4U);
  EXPECT_EQ(why_not(item(kImage, kScores), "bla"), "no format `bla`");
}

TEST(Export, RefusesWhatIsNoModel) {
  EXPECT_EQ(why_not("{}", "triton"), "not a STAC Item");
  EXPECT_EQ(why_not("[]", "triton"), "not a STAC Item");
  EXPECT_EQ(why_not(R"({"type": "Feature"})", "emd"), "the Item has no `mlm:input`");
  EXPECT_EQ(why_not(item("", kScores), "emd"), "the Item has no `mlm:input`");
}

TEST(Export, NamesWhatThereIsToChooseFrom) {
  EXPECT_EQ(why_not(item(kImage, kScores), "emd", {"x", ""}), "no input `x`; there are: `t`");
  EXPECT_EQ(why_not(item(kImage, kScores), "emd", {"", "x"}),
            "no model asset `x`; there are: `model`");
}

TEST(Export, NamesNeverLeadOutOfTheFolder) {
  for (const std::string_view id :
       {"../../etc/passwd", "..", "/abs", "a/../b", "", "\\u0000\\n", "C:\\\\x"}) {
    std::string text = item(kImage, kScores);
    text.replace(text.find("\"unet\""), 6, "\"" + std::string(id) + "\"");
    for (const ExportFormat& format : export_formats()) {
      for (const ExportedFile& file : exported(text, format.name).files) {
        EXPECT_FALSE(holds(file.path, "..")) << file.path;
        EXPECT_FALSE(file.path.starts_with("/")) << file.path;
        EXPECT_EQ(file.path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                              "0123456789._-/"),
                  std::string::npos)
            << file.path;
      }
    }
  }
}

TEST(Export, EveryMemberIsCarriedOrNoted) {
  const Export done =
      exported(item(kImage, kScores, R"(, "mlm:unheard_of": {"a": [1]})"), "triton");
  ASSERT_EQ(done.notes.size(), 2U);
  EXPECT_EQ(done.notes.front().pointer, "/properties/mlm:output/0/result/dim_order");
  EXPECT_EQ(done.notes.back().pointer, "/properties/mlm:unheard_of");
  EXPECT_EQ(done.notes.back().what, "1 member");
  EXPECT_TRUE(done.is_complete());
}

TEST(Export, FaultyTensorsAreNoted) {
  for (const std::string_view shape :
       {"[]", "[0]", "[-2]", "[1.5]", "[99999999999999999999]", "null", "{}"}) {
    for (const ExportFormat& format : export_formats()) {
      const Export done = exported(item(tensor("input", shape, "[]"), kScores), format.name);
      EXPECT_FALSE(done.is_complete()) << format.name << shape;
    }
  }
}

TEST(TritonExport, BatchesIfEveryTensorHasAFreeBatch) {
  const Export done =
      exported(item(kImage, kScores, R"(, "mlm:batch_size_suggestion": 7)"), "triton");
  EXPECT_TRUE(holds(main_file(done), "max_batch_size: 7\n")) << main_file(done);
  EXPECT_TRUE(holds(main_file(done), "dims: [ 3, 8, 8 ]")) << main_file(done);
  const std::string fixed = tensor("input", "[4, 3]", R"(["batch", "time"])");
  const Export whole = exported(item(fixed, kScores), "triton");
  EXPECT_TRUE(holds(main_file(whole), "max_batch_size: 0\n")) << main_file(whole);
  EXPECT_TRUE(holds(main_file(whole), "dims: [ 4, 3 ]")) << main_file(whole);
  EXPECT_TRUE(holds(main_file(whole), "dims: [ -1, 5 ]")) << main_file(whole);
}

TEST(TritonExport, ABatchOfNumbersIsReshaped) {
  const Export done = exported(item(kImage, tensor("result", "[-1]", R"(["batch"])")), "triton");
  EXPECT_TRUE(holds(main_file(done), "dims: [ 1 ]\n  reshape: { shape: [ ] }")) << main_file(done);
}

TEST(TritonExport, SaysWhatItHasNoTypeFor) {
  const std::string complex = tensor("input", "[-1, 3]", R"(["batch", "time"])", "cfloat32");
  EXPECT_TRUE(is_needed(exported(item(complex, kScores), "triton"),
                        "/properties/mlm:input/0/input/data_type"));
}

TEST(TritonExport, NumbersTheTensorsOfLibTorch) {
  const Export done =
      exported(item(kImage, kScores, "", R"("mlm:artifact_type": "torch.jit.save")"), "triton");
  EXPECT_TRUE(holds(main_file(done), R"(name: "t__0")")) << main_file(done);
}

TEST(TritonExport, QuotesNames) {
  std::string image = kImage;
  image.replace(image.find("\"t\""), 3, R"("a\"\\\n")");
  EXPECT_TRUE(holds(main_file(exported(item(image, kScores), "triton")), R"(name: "a\"\\\012")"));
}

TEST(MlflowExport, TakesQuotesAndOtherAlphabets) {
  std::string image = kImage;
  image.replace(image.find("\"t\""), 3, R"("l'été \ud83d\ude00")");
  const std::string text = main_file(exported(item(image, kScores), "mlflow"));
  EXPECT_TRUE(holds(text, R"("name": "l''\u00e9t\u00e9 \ud83d\ude00")")) << text;
}

TEST(DeepnessExport, TurnsLinearScalingIntoStandardization) {
  const auto scaled = [](std::string_view scaling) {
    std::string image = kImage;
    image.insert(image.size() - 1, R"(, "value_scaling": )" + std::string(scaling));
    return main_file(exported(item(image, kScores), "deepness"));
  };
  EXPECT_TRUE(holds(scaled(R"([{"type": "scale", "value": 255}])"),
                    R"("standardization_mean": "[0, 0, 0]")"));
  EXPECT_TRUE(holds(scaled(R"([{"type": "min-max", "minimum": 51, "maximum": 306}])"),
                    R"("standardization_mean": "[0.2, 0.2, 0.2]",
  "standardization_std": "[1, 1, 1]")"));
  EXPECT_FALSE(
      holds(scaled(R"([{"type": "clip", "minimum": 0, "maximum": 1}])"), "standardization"));
  EXPECT_FALSE(holds(scaled(R"([{"type": "scale", "value": 0}])"), "standardization"));
}

TEST(DeepnessExport, CountsChannelsWithoutBands) {
  std::string scores = "[";
  for (const int mean : {51, 102, 153}) {
    if (scores.size() > 1) scores += ", ";
    scores += R"({"type": "z-score", "stddev": 255, "mean": )" + std::to_string(mean) + "}";
  }
  const auto scaled = [&](std::string_view size) {
    std::string image = tensor("input", "[-1, " + std::string(size) + ", 8, 8]",
                               R"(["batch", "channel", "height", "width"])");
    image.insert(image.size() - 1, R"(, "value_scaling": )" + scores + "]");
    return main_file(exported(item(image, kScores), "deepness"));
  };
  EXPECT_TRUE(holds(scaled("3"), R"("standardization_mean": "[0.2, 0.4, 0.6]")")) << scaled("3");
  for (const char* other : {"2", "4", "-1", "9007199254740991"})
    EXPECT_FALSE(holds(scaled(other), "standardization")) << other;
}

TEST(Export, ReportsHaveRoomForSoManyNotes) {
  std::string more;
  for (std::size_t i = 0; i < 2 * kMostNotes; ++i)
    more += R"(, "mlm:x)" + std::to_string(i) + R"(": 1)";
  const Export done = exported(item(kImage, kScores, more), "triton");
  ASSERT_EQ(done.notes.size(), kMostNotes + 1);
  EXPECT_EQ(done.notes.back().why, why_unlisted());
}

TEST(DeepnessExport, HasOneInput) {
  const Export done = exported(item(kImage + ", " + kImage, kScores), "deepness");
  EXPECT_TRUE(is_needed(done, "/properties/mlm:input/1"));
}

TEST(EmdExport, ComputesNoBands) {
  std::string image = kImage;
  image.insert(image.size() - 1,
               R"(, "bands": ["red", {"name": "x", "format": "f", "expression": "e"}])");
  const Export done = exported(item(image, kScores), "emd");
  EXPECT_TRUE(is_needed(done, "/properties/mlm:input/0/bands/1"));
  EXPECT_TRUE(holds(main_file(done), R"("ExtractBands": ["red"])")) << main_file(done);
}

}  // namespace
}  // namespace stacmlm::author
