// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <thread>

#include "model_files/onnx_unet.h"
#include "run/device.h"
#include "runtimes.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

class EachRuntime : public OnEachRuntime {};

TEST_P(EachRuntime, TellsInputsAndOutputs) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({})), {}).value();
  ASSERT_EQ(model->inputs().size(), 1U);
  const artifact::Tensor& input = model->inputs()[0];
  EXPECT_EQ(input.name, "input");
  EXPECT_EQ(input.data_type, "float32");
  ASSERT_TRUE(input.shape && input.shape->size() == 4);
  EXPECT_EQ((*input.shape)[0].size, -1);
  EXPECT_EQ((*input.shape)[0].name, "batch");
  EXPECT_EQ((*input.shape)[1].size, 4);
  EXPECT_EQ(model->outputs()[0].name, "logits");
}

TEST_P(EachRuntime, SeveralThreadsGetTheSame) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({})), {}).value();
  const Tensor image = noise({1, 4, 32, 48});
  const Tensor expected = run_one(*model, image).front();
  EXPECT_EQ(expected.shape(), (std::vector<std::int64_t>{1, 5, 32, 48}));
  std::array<Tensor, 3> results;
  std::vector<std::thread> threads;
  for (Tensor& result : results)
    threads.emplace_back([&] { result = run_one(*model, image).front(); });
  for (std::thread& thread : threads) thread.join();
  for (const Tensor& result : results)
    EXPECT_TRUE(std::ranges::equal(result.values<float>(), expected.values<float>()));
}

TEST_P(EachRuntime, SeveralAreOpenAtATime) {
  Folder folder;
  const std::string file = folder.write(makers::unet({}));
  const Tensor image = noise({1, 4, 16, 16});
  const auto model = runtime().load(file, {}).value();
  const Tensor expected = run_one(*model, image).front();
  for (int i = 0; i < 2; ++i) {
    auto second = find_runtime(GetParam())->open({.library = {}, .folders = {STACMLM_RUNTIMES}});
    ASSERT_TRUE(second) << second.error().message;
    const auto other = (*second)->load(file, {}).value();
    const Tensor found = run_one(*other, image).front();
    EXPECT_TRUE(std::ranges::equal(found.values<float>(), expected.values<float>()));
  }
  EXPECT_TRUE(
      std::ranges::equal(run_one(*model, image).front().values<float>(), expected.values<float>()));
}

TEST_P(EachRuntime, TakesSizesAsTheyCome) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({})), {}).value();
  const auto alone = [&](std::int64_t rows, std::int64_t columns) {
    return run_one(*model, noise({1, 4, rows, columns})).front();
  };
  const Tensor first = alone(16, 32);
  EXPECT_EQ(alone(48, 8).shape(), (std::vector<std::int64_t>{1, 5, 48, 8}));
  EXPECT_EQ(alone(16, 32).shape(), first.shape());
  EXPECT_TRUE(std::ranges::equal(alone(16, 32).values<float>(), first.values<float>()));
}

TEST_P(EachRuntime, ImagesOfABatchDoNotTouch) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({})), {}).value();
  const Tensor batch = noise({3, 4, 16, 16});
  const Tensor results = run_one(*model, batch).front();
  ASSERT_EQ(results.shape(), (std::vector<std::int64_t>{3, 5, 16, 16}));
  Tensor last(DataType::kFloat32, {1, 4, 16, 16});
  std::ranges::copy(batch.values<float>().last(last.elements()), last.values<float>().begin());
  const Tensor alone = run_one(*model, last).front();
  const auto of_batch = results.values<float>().last(alone.elements());
  for (std::size_t i = 0; i < of_batch.size(); ++i)
    ASSERT_NEAR(of_batch[i], alone.values<float>()[i], 1e-5F) << i;
}

TEST_P(EachRuntime, FixedSizesAreTheOnlyOnes) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({.size = "16"})), {}).value();
  EXPECT_EQ((*model->inputs()[0].shape)[2].size, 16);
  EXPECT_EQ(run_one(*model, noise({1, 4, 16, 16})).front().elements(), 5U * 256U);
  const Tensor other = noise({1, 4, 32, 32});
  const TensorView view = other.view();
  const auto ran = model->run(std::span(&view, 1));
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, base::ErrorKind::kInvalidArgument);
}

TEST_P(EachRuntime, SaysWhereItDoesNotRun) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({})), {.cuda_device = 0});
  if (model) GTEST_SKIP() << "this one has CUDA";
  EXPECT_EQ(model.error().kind, base::ErrorKind::kUnsupported);
  EXPECT_TRUE(model.error().message.starts_with("cuda: ")) << model.error().message;
}

TEST_P(EachRuntime, RefusesOtherTensors) {
  Folder folder;
  const auto model = runtime().load(folder.write(makers::unet({})), {}).value();
  const auto error_of = [&](const Tensor& tensor) {
    const TensorView view = tensor.view();
    const auto ran = model->run(std::span(&view, 1));
    EXPECT_FALSE(ran);
    return ran ? base::Error() : ran.error();
  };
  EXPECT_EQ(error_of(Tensor(DataType::kFloat32, {1, 3, 8, 8})).message,
            "input `input` takes batch x 4 x height x width, not 1 x 3 x 8 x 8");
  EXPECT_EQ(error_of(Tensor(DataType::kUint8, {1, 4, 8, 8})).message,
            "input `input` takes float32, not uint8");
  EXPECT_EQ(model->run({}).error().message, "the model takes 1 tensors, not 0");
  // Odd sides do not come back from the lower level.
  EXPECT_EQ(error_of(Tensor(DataType::kFloat32, {1, 4, 9, 9})).kind, base::ErrorKind::kBackend);
}

TEST_P(EachRuntime, TakesNoFileThatInspectRefuses) {
  Folder folder;
  for (const std::string_view kind : {"onnx-custom-op", "onnx-external-escape", "onnx-cut-off"}) {
    const auto model = runtime().load(model_files::write_kind(kind, folder.path()), {});
    ASSERT_FALSE(model) << kind;
    EXPECT_EQ(model.error().kind, base::ErrorKind::kInvalidDocument) << model.error().message;
  }
  const auto other = runtime().load(model_files::write_kind("safetensors-unet", folder.path()), {});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, base::ErrorKind::kUnsupported) << other.error().message;
  EXPECT_EQ(runtime().load(folder.path() + "/none", {}).error().kind, base::ErrorKind::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Each, EachRuntime, testing::ValuesIn(runtimes_of("onnx")), runtime_name);

TEST(Device, Names) {
  EXPECT_FALSE(find_device("cpu").value().cuda);
  EXPECT_EQ(find_device("cuda").value().cuda, 0);
  EXPECT_EQ(find_device("cuda:3").value().cuda, 3);
  for (const std::string_view none : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda1"})
    EXPECT_FALSE(find_device(none)) << none;
}

TEST(OnnxRuntime, SaysWhatIsMissing) {
  const auto none = open_onnxruntime({.library = "/nowhere/libonnxruntime.so", .folders = {}});
  ASSERT_FALSE(none);
  EXPECT_TRUE(none.error().kind == base::ErrorKind::kNotFound ||
              none.error().message == "built without ONNX Runtime");
  if (none.error().kind != base::ErrorKind::kNotFound) return;
  const auto other = open_onnxruntime({.library = "libc.so.6", .folders = {}});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, base::ErrorKind::kNotFound);  // not the one of the system
}

TEST(Tensor, NamesAndSizes) {
  EXPECT_EQ(find_data_type("uint16"), DataType::kUint16);
  EXPECT_FALSE(find_data_type("complex64"));
  EXPECT_EQ(size_of(DataType::kFloat64), 8U);
  EXPECT_EQ(size_of(DataType::kBool), 1U);
  EXPECT_EQ(elements_of(std::vector<std::int64_t>{2, 3, 4}), 24U);
  EXPECT_EQ(elements_of(std::vector<std::int64_t>{}), 1U);
  EXPECT_EQ(elements_of(std::vector<std::int64_t>{1LL << 40, 0}), 0U);
  EXPECT_FALSE(elements_of(std::vector<std::int64_t>{1LL << 40, 1LL << 40}));
  EXPECT_FALSE(elements_of(std::vector<std::int64_t>{-1}));
}

}  // namespace
}  // namespace stacmlm::run
