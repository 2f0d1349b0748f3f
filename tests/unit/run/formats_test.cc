// SPDX-License-Identifier: Apache-2.0
// The behaviour of models in each format beside ONNX, on the runtime that it is for.
#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <thread>

#include "model_files/kinds.h"
#include "runtimes.h"

namespace stacmlm::run {
namespace {

/// A kind of model file: 4 bands in, scores of two classes out.
struct NdviKind {
  const char* name;
  const char* runtime;
  const char* output = "scores";
  bool has_channels_last = false;
  bool is_fixed = false;
  bool tells_shapes = true;
};

constexpr NdviKind kNdviKinds[] = {
    {.name = "openvino-ndvi", .runtime = "openvino"},
    {.name = "saved-model-ndvi", .runtime = "openvino", .has_channels_last = true},
    {.name = "tflite-ndvi", .runtime = "openvino", .has_channels_last = true, .is_fixed = true},
    {.name = "torchscript-ndvi", .runtime = "torch", .output = "output", .tells_shapes = false}};

class EachFormat : public testing::TestWithParam<NdviKind> {
 protected:
  void SetUp() override {
    auto opened =
        find_runtime(GetParam().runtime)->open({.library = {}, .folders = {STACMLM_RUNTIMES}});
    if (!opened) GTEST_SKIP() << opened.error().message;
    runtime_ = *std::move(opened);
  }

  [[nodiscard]] const Runtime& runtime() const { return *runtime_; }
  [[nodiscard]] std::unique_ptr<Model> load() {
    auto model = runtime().load(model_files::write_kind(GetParam().name, folder_.path()),
                                {.cuda_device = {}, .workers = 3});
    EXPECT_TRUE(model) << model.error().message;
    return *std::move(model);
  }
  [[nodiscard]] static std::vector<std::int64_t> shape(std::int64_t rows, std::int64_t columns,
                                                       std::int64_t channels) {
    if (GetParam().has_channels_last) return {1, rows, columns, channels};
    return {1, channels, rows, columns};
  }

  Folder folder_;

 private:
  std::unique_ptr<Runtime> runtime_;
};

TEST_P(EachFormat, HasTheNamesOfItsFile) {
  const auto model = load();
  ASSERT_EQ(model->inputs().size(), 1U);
  EXPECT_EQ(model->inputs()[0].name, "image");
  ASSERT_EQ(model->outputs().size(), 1U);
  EXPECT_EQ(model->outputs()[0].name, GetParam().output);
  ASSERT_EQ(model->inputs()[0].shape.has_value(), GetParam().tells_shapes);
  if (!GetParam().tells_shapes) return;
  EXPECT_EQ(model->inputs()[0].data_type, "float32");
  const std::size_t channels = GetParam().has_channels_last ? 3 : 1;
  EXPECT_EQ((*model->inputs()[0].shape)[channels].size, 4);
}

TEST_P(EachFormat, GivesItsClosedForm) {
  const auto model = load();
  for (const std::int64_t columns : {32, 24}) {
    if (columns != 32 && GetParam().is_fixed) continue;
    const Tensor image = noise(shape(32, columns, 4));
    const Tensor scores = run_one(*model, image).front();
    ASSERT_EQ(scores.shape(), shape(32, columns, 2));
    const auto pixels = static_cast<std::size_t>(32 * columns);
    const auto at = [&](const Tensor& tensor, std::size_t channel, std::size_t pixel) {
      const std::size_t channels = tensor.elements() / pixels;
      const std::size_t index =
          GetParam().has_channels_last ? pixel * channels + channel : channel * pixels + pixel;
      return tensor.values<float>()[index];
    };
    for (std::size_t i = 0; i < pixels; ++i) {
      ASSERT_EQ(at(scores, 0, i), 0.0F);
      ASSERT_NEAR(at(scores, 1, i), 0.5F * at(image, 3, i) - 1.5F * at(image, 2, i), 1e-6F);
    }
  }
}

TEST_P(EachFormat, SeveralThreadsGetTheSame) {
  const auto model = load();
  const Tensor image = noise(shape(32, 32, 4));
  const Tensor expected = run_one(*model, image).front();
  std::array<int, 4> same{};
  {
    std::vector<std::jthread> threads;
    for (int& count : same) {
      threads.emplace_back([&] {
        for (int i = 0; i < 8; ++i) {
          const Tensor result = run_one(*model, image).front();
          count += std::ranges::equal(result.values<float>(), expected.values<float>()) ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(same, (std::array{8, 8, 8, 8}));
}

TEST_P(EachFormat, RefusesOtherTensors) {
  const auto model = load();
  const auto kind =
      GetParam().tells_shapes ? base::ErrorKind::kInvalidArgument : base::ErrorKind::kBackend;
  for (const Tensor& wrong :
       {Tensor(DataType::kUint8, shape(32, 32, 4)), noise(shape(32, 32, 3)), noise({32, 32})}) {
    const TensorView view = wrong.view();
    const auto ran = model->run(std::span(&view, 1));
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().kind, kind) << ran.error().message;
  }
  EXPECT_EQ(model->run({}).error().kind, base::ErrorKind::kInvalidArgument);
}

TEST_P(EachFormat, SaysWhereItDoesNotRun) {
  const auto model =
      runtime().load(model_files::write_kind(GetParam().name, folder_.path()), {.cuda_device = 0});
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, base::ErrorKind::kUnsupported);
  EXPECT_TRUE(model.error().message.starts_with("cuda: ")) << model.error().message;
}

TEST_P(EachFormat, TakesNoFileThatInspectRefuses) {
  const std::string cut = model_files::write_kind(GetParam().name, folder_.path());
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
  ASSERT_FALSE(runtime().load(cut, {}));
  const auto other =
      runtime().load(model_files::write_kind("safetensors-unet", folder_.path()), {});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, base::ErrorKind::kUnsupported) << other.error().message;
  EXPECT_EQ(runtime().load(folder_.path() + "/none", {}).error().kind, base::ErrorKind::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Ndvi, EachFormat, testing::ValuesIn(kNdviKinds), [](const auto& one) {
  std::string name = one.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

class LibraryRuntime : public OnEachRuntime {};

/// Each may fail, none may end the program: files that a runtime gets only if we can read them.
TEST_P(LibraryRuntime, NoFileEndsTheProgram) {
  constexpr std::size_t kLargest = std::size_t{1} << 20U;
  const Folder folder;
  int loaded = 0;
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    const auto files = kind.make();
    const bool is_small = std::ranges::all_of(files, [&](const model_files::File& file) {
      return file.holes.empty() && file.bytes.size() < kLargest;
    });
    if (!is_small) continue;
    const std::string path =
        model_files::write_kind(kind.name, folder.path() + '/' + std::string(kind.name));
    const auto model = runtime().load(path, {});
    if (!model) {
      EXPECT_FALSE(model.error().message.empty()) << kind.name;
      continue;
    }
    ++loaded;
    if ((*model)->inputs().size() != 1) continue;
    const artifact::Tensor& input = (*model)->inputs()[0];
    std::vector<std::int64_t> shape{1, 4, 8, 8};
    if (input.shape) {
      shape.clear();
      for (const artifact::Dimension& size : *input.shape)
        shape.push_back(size.size < 0 ? 8 : size.size);
    }
    const auto type = input.shape ? find_data_type(input.data_type) : DataType::kFloat32;
    if (!type || !elements_of(shape) || *elements_of(shape) > kLargest) continue;
    const Tensor image(*type, shape);
    const TensorView view = image.view();
    const auto ran = (*model)->run(std::span(&view, 1));
    EXPECT_TRUE(ran || !ran.error().message.empty()) << kind.name;
  }
  EXPECT_GE(loaded, 8);
}

INSTANTIATE_TEST_SUITE_P(Each, LibraryRuntime, testing::Values("onnxruntime", "openvino", "torch"),
                         runtime_name);

}  // namespace
}  // namespace stacmlm::run
