// SPDX-License-Identifier: Apache-2.0
// What OpenVINO alone runs, and what it must not be given.
#include <filesystem>
#include <fstream>

#include "runtimes.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

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

TEST_F(WithOpenvino, FoldersAndTheirFilesAreOneModel) {
  model_files::write_kind("saved-model-ndvi", folder_.path());
  EXPECT_TRUE(runtime().load(folder_.path(), {}));
  std::filesystem::create_directory(folder_.path() + "/variables");
  std::ofstream(folder_.path() + "/variables/variables.index");
  const auto empty = runtime().load(folder_.path(), {});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, base::ErrorKind::kInvalidDocument) << empty.error().message;
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
