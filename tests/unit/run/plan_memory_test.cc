// SPDX-License-Identifier: Apache-2.0
// Tiles and workers that fit into --memory.
#include "whole_run.h"

namespace stacmlm::run {
namespace {

constexpr std::uint64_t kMega = std::uint64_t{1} << 20U;

class PlanMemory : public WholeRun {
 protected:
  void SetUp() override {
    WholeRun::SetUp();
    if (!IsSkipped()) prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 700, 600);
  }
};

TEST_P(PlanMemory, TilesGetSmallerAndTheResultStaysTheSame) {
  ASSERT_TRUE(run_it());
  const auto large = pixels_of(path("scene_ndvi.tif"));
  const Plan whole = plan().value();
  EXPECT_LE(whole.memory, options_.memory);
  options_.memory = 190 * kMega;
  const Plan small = plan().value();
  EXPECT_LT(small.tiles.width, whole.tiles.width);
  EXPECT_LE(small.memory, options_.memory);
  ASSERT_TRUE(run_it());
  EXPECT_EQ(pixels_of(path("scene_ndvi.tif")), large);
}

TEST_P(PlanMemory, OfATileOfTheUsersThereAreFewerWorkers) {
  options_.workers = 64;
  options_.tile = 512;
  options_.memory = 400 * kMega;
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_LT(made->workers, 64U);
  EXPECT_EQ(made->tiles.width, 512);
  EXPECT_LE(made->memory, options_.memory);
  ASSERT_EQ(made->notes.size(), 1U);
  EXPECT_NE(made->notes.front().find("instead of 64"), std::string::npos);
}

TEST_P(PlanMemory, RefusesWhatHasNoRoomAtAll) {
  options_.memory = 100 * kMega;
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::kLimitExceeded);
  EXPECT_NE(made.error().message.find("at least"), std::string::npos);
}

TEST_P(PlanMemory, RefusesTheWholeSceneAtOnceIfItIsTooLarge) {
  options_.memory = 220 * kMega;
  options_.tiling = Tiling::kNone;
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::kLimitExceeded);
  options_.tiling = Tiling::kAuto;
  EXPECT_TRUE(plan());
}

INSTANTIATE_TEST_SUITE_P(Run, PlanMemory, testing::Values("evaluator"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
