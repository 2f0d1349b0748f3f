// SPDX-License-Identifier: Apache-2.0
// What libtorch alone runs, and what it must not be given.
#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <string_view>
#include <thread>

#include "model_files/kinds.h"
#include "runtimes.h"

namespace stacmlm::run {
namespace {

class WithTorch : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = open_torch({});
    if (!opened) GTEST_SKIP() << opened.error().message;
    runtime_ = *std::move(opened);
  }
  [[nodiscard]] const Runtime& runtime() const { return *runtime_; }
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load(const std::string& kind) const {
    return runtime().load(model_files::write_kind(kind, folder_.path()), {});
  }
  [[nodiscard]] static float first(const Tensor& tensor) { return tensor.values<float>()[0]; }

  Folder folder_;

 private:
  std::unique_ptr<Runtime> runtime_;
};

std::vector<std::string> names_of(std::span<const artifact::Tensor> tensors) {
  std::vector<std::string> names;
  for (const artifact::Tensor& tensor : tensors) names.push_back(tensor.name);
  return names;
}

Tensor filled(float number) {
  Tensor tensor(DataType::kFloat32, {2, 3});
  std::ranges::fill(tensor.values<float>(), number);
  return tensor;
}

TEST_F(WithTorch, TensorsComeInTuplesListsAndDicts) {
  using Names = std::vector<std::string>;
  const std::pair<const char*, Names> kinds[] = {{"torchscript-tuple", {"output_0", "output_1"}},
                                                 {"torchscript-list", {"output_0", "output_1"}},
                                                 {"torchscript-dict", {"out", "aux"}}};
  for (const auto& [kind, names] : kinds) {
    const auto model = load(kind);
    ASSERT_TRUE(model) << kind << ": " << model.error().message;
    EXPECT_EQ(names_of((*model)->outputs()), names) << kind;
    const std::vector<Tensor> outputs = run_one(**model, filled(5));
    ASSERT_EQ(outputs.size(), 2U) << kind;
    EXPECT_EQ(first(outputs[0]), 6) << kind;
    EXPECT_EQ(first(outputs[1]), 10) << kind;
  }
}

TEST_F(WithTorch, InputsStayWhatTheyAre) {
  const auto model = load("torchscript-writes-input").value();
  const Tensor image = filled(5);
  EXPECT_EQ(first(run_one(*model, image).front()), 10);
  EXPECT_EQ(first(image), 5);
}

TEST_F(WithTorch, ModulesThatChangeThemselvesRunOneAtATime) {
  constexpr int kRuns = 50;
  const auto model = load("torchscript-counter").value();
  std::array<std::vector<int>, 4> counts;
  {
    std::vector<std::jthread> threads;
    for (std::vector<int>& own : counts) {
      threads.emplace_back([&] {
        for (int i = 0; i < kRuns; ++i)
          own.push_back(static_cast<int>(first(run_one(*model, filled(0)).front())));
      });
    }
  }
  std::vector<int> all;
  for (const std::vector<int>& own : counts) all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], static_cast<int>(i) + 1);
}

TEST_F(WithTorch, CodeMayBeDeep) {
  const auto model = load("torchscript-nested");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(first(run_one(**model, filled(1)).front()), 991);
}

TEST_F(WithTorch, NothingIsPrinted) {
  const auto model = load("torchscript-prints").value();
  testing::internal::CaptureStdout();
  EXPECT_EQ(first(run_one(*model, filled(5)).front()), 10);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST_F(WithTorch, OtherModulesAreRefused) {
  const std::pair<const char*, std::string_view> kinds[] = {
      {"torchscript-split", "a list that is as long as only a run tells"},
      {"torchscript-dropout", "aten::dropout as in training"},
      {"torchscript-scalar", "forward() takes `factor`, float"},
      {"torchscript-deep", "its expressions are nested too deep"},
      {"torchscript-chain", "its expressions are nested too deep"},
      {"torchscript-branches", "its blocks are nested too deep"},
      {"torchscript-deep-type", "its values are nested too deep"},
      {"torchscript-long-type", "its values are nested too deep"},
      {"torchscript-deep-values", "its values are nested too deep"},
      {"torchscript-calls", "forward() has too many operations"},
      {"torchscript-from-file", "from_file"},
      {"torchscript-foreign", "not run, it is not data alone"},
      {"torch-state-dict", "torch does not run files of the format pytorch"},
      {"pt2-unet", "torch does not run files of the format pt2"}};
  for (const auto& [kind, why] : kinds) {
    const auto model = load(kind);
    ASSERT_FALSE(model) << kind;
    EXPECT_NE(model.error().message.find(why), std::string::npos)
        << kind << ": " << model.error().message;
  }
}

TEST_F(WithTorch, ElementsThatItHasNotAreRefused) {
  const auto model = load("torchscript-tuple").value();
  const Tensor image(DataType::kUint16, {2, 3});
  const TensorView view = image.view();
  const auto ran = model->run(std::span(&view, 1));
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().message, "torch: input `image`: libtorch has no elements of this type");
}

/// One byte of the file is another. It may run, or be refused.
TEST_F(WithTorch, NoDamageEndsTheProgram) {
  const std::string bytes = model_files::bytes_of("torchscript-ndvi");
  const std::string path = folder_.path() + "/damaged.pt";
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x11);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged;
    const auto model = runtime().load(path, {});
    refused += model ? 0 : 1;
    if (!model || (*model)->inputs().size() != 1) continue;
    const Tensor image = noise({1, 4, 8, 8});
    const TensorView view = image.view();
    const auto ran = (*model)->run(std::span(&view, 1));
    EXPECT_TRUE(ran || !ran.error().message.empty());
  }
  EXPECT_GT(refused, 100U);
}

TEST(Torch, SaysWhatIsMissing) {
  const auto none = open_torch({.library = "/nowhere/libstacmlm_torch.so", .folders = {}});
  ASSERT_FALSE(none);
  const RuntimeKind& kind = *find_runtime("torch");
  if (kind.is_built) {
    EXPECT_EQ(none.error().kind, base::ErrorKind::kNotFound);
    EXPECT_EQ(open_torch({.library = "libc.so.6", .folders = {}}).error().kind,
              base::ErrorKind::kUnsupported);
    EXPECT_EQ(missing_for("torchscript"), "");
    EXPECT_EQ(runtime_for("torchscript", "auto"), &kind);
    return;
  }
  EXPECT_EQ(none.error().kind, base::ErrorKind::kUnsupported);
  EXPECT_TRUE(missing_for("torchscript").starts_with("built without TorchScript"));
  EXPECT_EQ(runtime_for("torchscript", "torch"), nullptr);
  EXPECT_TRUE(runnable_formats("torch").empty());
}

}  // namespace
}  // namespace stacmlm::run
