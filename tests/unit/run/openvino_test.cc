// SPDX-License-Identifier: Apache-2.0
// What OpenVINO alone runs, and what it must not be given.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "model_files/kinds.h"
#include "runtimes.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

/// A kind of model file: 4 bands in, scores of two classes out.
struct NdviKind {
  const char* name;
  bool has_channels_last;
  bool is_fixed;
};

constexpr NdviKind kNdviKinds[] = {{"openvino-ndvi", false, false},
                                   {"saved-model-ndvi", true, false},
                                   {"tflite-ndvi", true, true}};

class WithOpenvino : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = open_openvino({.library = {}, .folders = {STACMLM_RUNTIMES}});
    if (!opened) GTEST_SKIP() << opened.error().message;
    runtime_ = *std::move(opened);
  }
  [[nodiscard]] const Runtime& runtime() const { return *runtime_; }

  Folder folder_;

 private:
  std::unique_ptr<Runtime> runtime_;
};

class EachFormat : public WithOpenvino, public testing::WithParamInterface<NdviKind> {
 protected:
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
};

TEST_P(EachFormat, HasTheNamesOfItsFile) {
  const auto model = load();
  ASSERT_EQ(model->inputs().size(), 1U);
  EXPECT_EQ(model->inputs()[0].name, "image");
  EXPECT_EQ(model->inputs()[0].data_type, "float32");
  const std::size_t channels = GetParam().has_channels_last ? 3 : 1;
  EXPECT_EQ((*model->inputs()[0].shape)[channels].size, 4);
  ASSERT_EQ(model->outputs().size(), 1U);
  EXPECT_EQ(model->outputs()[0].name, "scores");
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
  for (const Tensor& wrong :
       {Tensor(DataType::kUint8, shape(32, 32, 4)), noise(shape(32, 32, 3)), noise({4, 32, 32})}) {
    const TensorView view = wrong.view();
    const auto ran = model->run(std::span(&view, 1));
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().kind, base::ErrorKind::kInvalidArgument) << ran.error().message;
  }
  EXPECT_EQ(model->run({}).error().kind, base::ErrorKind::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(Ndvi, EachFormat, testing::ValuesIn(kNdviKinds), [](const auto& one) {
  std::string name = one.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST_F(WithOpenvino, FoldersAndTheirFilesAreOneModel) {
  model_files::write_kind("saved-model-ndvi", folder_.path());
  EXPECT_TRUE(runtime().load(folder_.path(), {}));
  std::filesystem::create_directory(folder_.path() + "/variables");
  std::ofstream(folder_.path() + "/variables/variables.index");
  const auto empty = runtime().load(folder_.path(), {});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, base::ErrorKind::kInvalidDocument) << empty.error().message;
}

/// Each may fail, none may end the program: files that OpenVINO gets only if we can read them.
TEST_F(WithOpenvino, NoFileEndsTheProgram) {
  constexpr std::size_t kLargest = std::size_t{1} << 20U;
  int loaded = 0;
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    const auto files = kind.make();
    const bool is_small = std::ranges::all_of(files, [&](const model_files::File& file) {
      return file.holes.empty() && file.bytes.size() < kLargest;
    });
    if (!is_small) continue;
    const std::string path =
        model_files::write_kind(kind.name, folder_.path() + '/' + std::string(kind.name));
    const auto model = runtime().load(path, {});
    if (!model) {
      EXPECT_FALSE(model.error().message.empty()) << kind.name;
      continue;
    }
    ++loaded;
    if ((*model)->inputs().size() != 1 || !(*model)->inputs()[0].shape) continue;
    const artifact::Tensor& input = (*model)->inputs()[0];
    std::vector<std::int64_t> shape;
    for (const artifact::Dimension& size : *input.shape)
      shape.push_back(size.size < 0 ? 8 : size.size);
    const auto type = find_data_type(input.data_type);
    if (!type || !elements_of(shape) || *elements_of(shape) > kLargest) continue;
    const Tensor image(*type, shape);
    const TensorView view = image.view();
    const auto ran = (*model)->run(std::span(&view, 1));
    EXPECT_TRUE(ran || !ran.error().message.empty()) << kind.name;
  }
  EXPECT_GE(loaded, 8);
}

/// Those of which it is known that OpenVINO dies on them, and others of their sort.
TEST_F(WithOpenvino, OperatorsWithoutInputsAreNotGiven) {
  const auto refusal = [&](const makers::Node& node) {
    constexpr std::int64_t one = 1, four = 4, eight = 8;
    makers::Model model;
    model.graph.inputs = {
        {"x", makers::Type::kFloat32, {one, four, std::string("height"), std::string("width")}}};
    model.graph.outputs = {{"y", makers::Type::kFloat32, {one, four, eight, eight}}};
    model.graph.nodes = {node};
    const auto loaded = runtime().load(folder_.write(model), {});
    EXPECT_FALSE(loaded) << node.type;
    return loaded ? std::string() : loaded.error().message;
  };
  const auto holds = [](const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  };
  EXPECT_PRED2(holds, refusal({"Conv", {}, {"y"}}), "Conv \"Conv_y\" has 0 inputs");
  EXPECT_PRED2(holds, refusal({"Conv", {"x"}, {"y"}}), "Conv \"Conv_y\" has 1 inputs");
  EXPECT_PRED2(holds, refusal({"GlobalAveragePool", {}, {"y"}}), "has 0 inputs");
  EXPECT_PRED2(holds, refusal({"Conv", {"x", "none"}, {"y"}}), "lacks its input 1");
  EXPECT_PRED2(holds, refusal({"Conv", {"x", ""}, {"y"}}), "lacks its input 1");
  EXPECT_PRED2(holds,
               refusal({"If", {"x"}, {"y"}, {{"then_branch", std::vector<makers::Graph>(1)}}}),
               "has a graph inside");
}

TEST(OpenVino, SaysWhatIsMissing) {
  const auto none = open_openvino({.library = "/nowhere/libopenvino_c.so", .folders = {}});
  ASSERT_FALSE(none);
  EXPECT_TRUE(none.error().kind == base::ErrorKind::kNotFound ||
              none.error().message == "built without OpenVINO");
}

}  // namespace
}  // namespace stacmlm::run
