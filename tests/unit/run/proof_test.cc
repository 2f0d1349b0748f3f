// SPDX-License-Identifier: Apache-2.0
// Trials of models, and what examples are made of.
#include "stacmlm/run/proof.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "json/read_text.h"
#include "model_files/kinds.h"
#include "model_files/write.h"
#include "run/preprocess/cast.h"
#include "run/proof/compare.h"
#include "run/proof/example_choices.h"
#include "run/proof/npy.h"
#include "run/proof/peak_memory.h"
#include "run/proof/sample_tensor.h"
#include "runtimes.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/run/choices.h"

namespace stacmlm::run {
namespace {

Tensor floats(std::vector<std::int64_t> shape, const std::vector<float>& values) {
  Tensor tensor(DataType::kFloat32, std::move(shape));
  std::ranges::copy(values, tensor.values<float>().begin());
  return tensor;
}

base::Result<Tensor> read_text(const std::string& bytes) {
  return read_npy(*artifact::source_of(bytes, "a.npy"));
}

TEST(Npy, EveryTypeComesBack) {
  for (const DataType type :
       {DataType::kFloat32, DataType::kFloat16, DataType::kFloat64, DataType::kInt8,
        DataType::kInt16, DataType::kInt32, DataType::kInt64, DataType::kUint8, DataType::kUint16,
        DataType::kUint32, DataType::kUint64, DataType::kBool}) {
    Tensor tensor(type, {2, 3, 1});
    fill_with_samples(tensor);
    const auto bytes = write_npy(tensor);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ((bytes->find('\n') + 1) % 64, 0U);
    const auto again = read_text(*bytes);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->type(), type);
    EXPECT_EQ(again->shape(), tensor.shape());
    EXPECT_EQ(std::memcmp(again->data(), tensor.data(), 6 * size_of(type)), 0);
  }
}

TEST(Npy, ShapesOfOneAndNoDimensionsComeBack) {
  for (const std::vector<std::int64_t>& shape :
       {std::vector<std::int64_t>{}, std::vector<std::int64_t>{3}, std::vector<std::int64_t>{0, 4},
        std::vector<std::int64_t>{4, 0}, std::vector<std::int64_t>{1, 0, 3}}) {
    const auto bytes = write_npy(Tensor(DataType::kInt32, shape));
    ASSERT_TRUE(bytes);
    const auto again = read_text(*bytes);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->shape(), shape);
  }
}

std::string npy(const std::string& dictionary, const std::string& data) {
  std::string text("\x93NUMPY\x01\x00", 8);
  text += static_cast<char>(dictionary.size());
  text += '\0';
  return text + dictionary + data;
}

TEST(Npy, WhatIsNoTensorIsRefused) {
  const std::string data(64, '\1');
  EXPECT_TRUE(read_text(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", data)));
  EXPECT_FALSE(read_text(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2)}", data)));
  EXPECT_FALSE(read_text(npy("{'descr': '>f4', 'fortran_order': False, 'shape': (2,)}", data)));
  EXPECT_FALSE(read_text(npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", data)));
  EXPECT_FALSE(read_text(npy("{'descr': '<U4', 'fortran_order': False, 'shape': (2,)}", data)));
  EXPECT_FALSE(read_text(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (20,)}", data)));
  EXPECT_FALSE(read_text(
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", data)));
  EXPECT_FALSE(read_text(
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551615, 0)}", data)));
  EXPECT_FALSE(read_text("no array"));
  EXPECT_FALSE(write_npy(Tensor(DataType::kBfloat16, {1})));
}

TEST(SampleTensor, IsTheSameEveryTimeAndFromZeroToOne) {
  Tensor a(DataType::kFloat32, {1000});
  Tensor b(DataType::kFloat32, {1000});
  fill_with_samples(a);
  fill_with_samples(b);
  EXPECT_EQ(std::memcmp(a.data(), b.data(), 4000), 0);
  double sum = 0;
  for (const float number : a.values<float>()) {
    EXPECT_TRUE(number >= 0 && number <= 1);
    sum += number;
  }
  EXPECT_NEAR(sum / 1000, 0.5, 0.05);
  Tensor flags(DataType::kBool, {100});
  fill_with_samples(flags);
  for (const std::uint8_t flag : flags.values<std::uint8_t>()) EXPECT_LE(flag, 1);
}

TEST(SampleTensor, WhatIsNotFiniteIsCounted) {
  EXPECT_EQ(not_finite(floats({4}, {1, NAN, INFINITY, -INFINITY})), 3U);
  Tensor half(DataType::kFloat16, {2});
  half.values<Half>()[0] = half_of(NAN);
  EXPECT_EQ(not_finite(half), 1U);
  EXPECT_EQ(not_finite(Tensor(DataType::kInt64, {5})), 0U);
}

TEST(Differences, CountWhatIsBeyondBothTolerances) {
  ExampleResult result;
  compare_tensors(floats({4}, {1, 100, NAN, 0}), floats({4}, {1.05F, 101, NAN, NAN}),
                  {.absolute = 0.1, .relative = 0}, result);
  EXPECT_EQ(result.elements, 4U);
  EXPECT_EQ(result.differing, 2U);
  EXPECT_FALSE(result.agrees());
  result = {};
  compare_tensors(floats({2}, {100, 0}), floats({2}, {101, 0}), {.absolute = 0, .relative = 0.01},
                  result);
  EXPECT_TRUE(result.agrees());
  EXPECT_DOUBLE_EQ(result.largest, 1);
  result = {};
  compare_tensors(floats({2}, {1, 2}), floats({1, 2}, {1, 2}), {}, result);
  EXPECT_EQ(result.unlike, "float32 [2], not float32 [1, 2]");
  EXPECT_FALSE(result.agrees());
}

TEST(Differences, WholeNumbersAreNoMoreAlikeBecauseTheyAreLarge) {
  Tensor found(DataType::kInt64, {2});
  Tensor expected(DataType::kInt64, {2});
  found.values<std::int64_t>()[0] = 30001;
  expected.values<std::int64_t>()[0] = 30000;
  ExampleResult result;
  compare_tensors(found, expected, {}, result);
  EXPECT_EQ(result.differing, 1U);
  result = {};
  compare_tensors(found, expected, {.absolute = 1, .relative = 0}, result);
  EXPECT_TRUE(result.agrees());
}

TEST(ExampleChoices, ComeBack) {
  PlanOptions options;
  options.bands = {{"B02", "1"}, {"B\"3", "2"}};
  options.datetime = "2024-06-01T00:00:00Z";
  options.dn_offset = "-1000";
  options.threshold = 0.25;
  options.tile = 64;
  options.form = ResultForm::kProbabilities;
  options.tiling = Tiling::kBlend;
  options.nodata = NodataPolicy::kAll;
  const std::string text = write_choices(options);
  json::Parser parser;
  json::Document document;
  const auto root = json::read_text(parser, text, document);
  ASSERT_TRUE(root) << text;
  PlanOptions again;
  ASSERT_TRUE(read_choices(*root, again));
  EXPECT_EQ(again.bands, options.bands);
  EXPECT_EQ(again.datetime, options.datetime);
  EXPECT_EQ(again.dn_offset, options.dn_offset);
  EXPECT_EQ(again.threshold, options.threshold);
  EXPECT_EQ(again.tile, 64);
  EXPECT_EQ(again.form, options.form);
  EXPECT_EQ(again.tiling, options.tiling);
  EXPECT_EQ(again.nodata, options.nodata);
  for (const auto& [word, tiling] : kTilings) {
    options.tiling = tiling;
    options.per = Per::kTile;
    const std::string other = write_choices(options);
    json::Document text_of_other;
    const auto told = json::read_text(parser, other, text_of_other);
    ASSERT_TRUE(told) << other;
    again = {};
    ASSERT_TRUE(read_choices(*told, again)) << other;
    EXPECT_EQ(again.tiling, tiling) << word;
    EXPECT_EQ(again.per, Per::kTile);
  }
  // What the user said wins.
  PlanOptions said;
  said.datetime = "2020-01-01T00:00:00Z";
  said.tile = 32;
  ASSERT_TRUE(read_choices(*root, said));
  EXPECT_EQ(said.datetime, "2020-01-01T00:00:00Z");
  EXPECT_EQ(said.tile, 32);
}

TEST(ExampleChoices, WrongWordsAreRefused) {
  for (const char* text :
       {R"({"datetime": 1})", R"({"tile": -3})", R"({"tile": "x"})", R"({"result": "all"})",
        R"({"threshold": "1"})", R"({"band": {"B02": 1}})", R"({"tiling": null})",
        R"({"per": "auto"})", R"({"iou": 1e999})"}) {
    json::Parser parser;
    json::Document document;
    const auto root = json::read_text(parser, text, document);
    ASSERT_TRUE(root);
    PlanOptions options;
    EXPECT_FALSE(read_choices(*root, options)) << text;
  }
}

TEST(PeakMemory, SeesWhatWasThereForAMoment) {
  const PeakMemory memory;
  if (!memory.grown()) GTEST_SKIP() << "this system does not tell";
  {
    std::vector<char> block(std::size_t{64} << 20U, '\1');
    EXPECT_EQ(block.back(), '\1');
  }
  EXPECT_GE(*memory.grown(), std::uint64_t{60} << 20U);
}

/// A file of a kind, tried by the evaluator.
class Tried {
 public:
  explicit Tried(const std::string& kind) {
    opened_.source = *artifact::open_source(model_files::write_kind(kind, folder_.path()));
    file_ = *artifact::inspect(*opened_.source);
  }

  base::Result<artifact::TrialResult> with(std::vector<artifact::TrialInput> inputs,
                                           std::vector<std::int64_t> sizes = {}) {
    return trial_with({.runtime = "evaluator"})(
        {opened_, file_, std::move(inputs), std::move(sizes)});
  }

 private:
  Folder folder_;
  artifact::OpenedFile opened_;
  artifact::ModelFile file_;
};

std::vector<std::int64_t> sizes_of(const artifact::Tensor& tensor) {
  std::vector<std::int64_t> sizes;
  for (const artifact::Dimension& dimension : tensor.shape.value()) sizes.push_back(dimension.size);
  return sizes;
}

TEST(Trial, TakesStatedSizesThenThoseOfTheFileThenSomeThatFit) {
  using Sizes = std::vector<std::int64_t>;
  Tried any("onnx-unet-dynamic");
  const std::vector<std::string> names = {"batch", "bands", "height", "width"};
  auto result = any.with({{"input", {-1, 4, 32, 48}, names, "float32"}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(sizes_of(result->inputs.at(0)), (Sizes{1, 4, 32, 48}));
  EXPECT_EQ(sizes_of(result->outputs.at(0)), (Sizes{1, 5, 32, 48}));
  EXPECT_FALSE(result->is_size_chosen);
  EXPECT_EQ(result->not_finite.at(0), 0U);
  result = any.with({{"input", {-1, 4, -1, -1}, names, "float32"}}, {96});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(sizes_of(result->inputs.at(0)), (Sizes{1, 4, 96, 96}));
  EXPECT_TRUE(result->is_size_chosen);
  // 33 does not fit two levels: the next is tried.
  result = any.with({{"input", {-1, 4, -1, -1}, names, "float32"}}, {33});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(sizes_of(result->inputs.at(0)), (Sizes{1, 4, 64, 64}));
  Tried fixed("onnx-unet");
  result = fixed.with({});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(sizes_of(result->inputs.at(0)), (Sizes{1, 4, 256, 256}));
}

TEST(Trial, SaysWhetherTheModelFailedOrWasNotRun) {
  Tried any("onnx-unet-dynamic");
  const std::vector<std::string> names = {"batch", "bands", "height", "width"};
  auto wrong = any.with({{"input", {-1, 3, 64, 64}, names, "float32"}});
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().kind == base::ErrorKind::kBackend ||
              wrong.error().kind == base::ErrorKind::kInvalidArgument);
  wrong = any.with({{"input", {-1, 4, 1000000, 1000000}, names, "float32"}});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, base::ErrorKind::kLimitExceeded);
  Tried custom("onnx-custom-op");
  wrong = custom.with({});
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().kind, base::ErrorKind::kBackend);
  EXPECT_NE(wrong.error().kind, base::ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace stacmlm::run
