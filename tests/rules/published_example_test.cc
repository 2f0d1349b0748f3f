// SPDX-License-Identifier: Apache-2.0
// A published example of MLM against a model with the interface that it describes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "model_source.h"
#include "stacmlm/artifact/verify.h"

namespace stacmlm::rules {
namespace {

std::string published_example() {
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(STACMLM_SHARED "/corpus", none)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with("item_pytorch_geo_unet.json")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  return {};
}

TEST(PublishedExample, OfAUnetHasTheSizeOfItsKernelsAndNoImageAsItsOutput) {
  const std::string text = published_example();
  if (text.empty()) GTEST_SKIP() << "the conformance data is not there (STACMLM_SHARED)";
  const auto verified = artifact::Verifier().verify(json::Text::copy_of(text), "item.json",
                                                    opener_of("onnx-geo-unet"));
  const auto tells = [&](std::string_view code, std::string_view pointer,
                         std::string_view message) {
    return std::ranges::any_of(verified.report.findings, [&](const diag::Diagnostic& finding) {
      return finding.code == code && finding.pointer == pointer && finding.message == message;
    });
  };
  EXPECT_TRUE(
      tells("MLM913", "/properties/mlm:input/0/input/shape/2",
            "dimension 2 (`height`) of the input `model_input` is 3, in the file it is 256"));
  EXPECT_TRUE(
      tells("MLM913", "/properties/mlm:input/0/input/shape/3",
            "dimension 3 (`width`) of the input `model_input` is 3, in the file it is 256"));
  EXPECT_TRUE(tells("MLM912", "/properties/mlm:output/0/result/shape",
                    "the output `model_output` has 2 dimensions ([-1, 2]), in the file it has 4: "
                    "[batch, 2, 256, 256]"));
  EXPECT_TRUE(tells("MLM934", "/assets/model/mlm:artifact_type",
                    "the artifact type is `torch.save`, the file is ONNX"));
  // What is right of it is not told.
  const auto agrees = [&](std::string_view field) {
    return std::ranges::any_of(verified.comparisons, [&](const artifact::Comparison& one) {
      return one.field == field && one.verdict == artifact::Agreement::kAgrees;
    });
  };
  EXPECT_TRUE(agrees("mlm:input[0].bands"));
  EXPECT_TRUE(agrees("mlm:output[0].classification:classes"));
  EXPECT_TRUE(agrees("mlm:total_parameters"));
}

}  // namespace
}  // namespace stacmlm::rules
