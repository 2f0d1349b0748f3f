// SPDX-License-Identifier: Apache-2.0
// What tells runs apart, and what results are never written over.
#include "run/output/result_places.h"
#include "run/output/run_key.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

class Results : public WholeRun {
 protected:
  [[nodiscard]] std::string key_of(const Plan& plan) const {
    const auto key = run_key(plan, item_.root(), scene_, "model", nullptr);
    EXPECT_TRUE(key) << key.error().message;
    return key ? *key : "";
  }
};

TEST_P(Results, KeysAreOfAllThatThePlanHolds) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  const auto made = plan();
  ASSERT_TRUE(made && made->is_ready());
  const std::string key = key_of(*made);
  Plan other = *made;
  other.workers = 7;
  EXPECT_EQ(key_of(other), key);
  other = *made;
  other.datetime = "2024-06-02T10:30:00Z";
  EXPECT_NE(key_of(other), key);
  other.datetime = made->datetime;
  other.end_datetime = "2024-06-02T10:30:00Z";
  EXPECT_NE(key_of(other), key);
  other = *made;
  other.norm_domain = "channel";
  EXPECT_NE(key_of(other), key);
}

TEST_P(Results, KeysTellTheScenesOfASeriesApart) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  // Twice the same file, as two times: only which of them is read tells the plans apart.
  scene_ = *stack_scenes({scene_});
  scene_.times.push_back(scene_.times.front());
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  for (BandUse& use : made->inputs.front().reads) use.time = 0;
  const std::string key = key_of(*made);
  for (BandUse& use : made->inputs.front().reads) use.time = 1;
  EXPECT_NE(key_of(*made), key);
}

TEST_P(Results, AreNotWrittenOverARasterBesideTheScene) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  const auto made = plan();
  ASSERT_TRUE(made && made->is_ready());
  RunOptions options;
  options.folder = folder_.path();
  options.force = true;
  const ResultPlaces places = places_of(*made, scene_, options);
  EXPECT_TRUE(check_places(places, *made, scene_, path("ndvi.onnx"), options));
  ASSERT_TRUE(scene_files::write_scene(places.item, 8, 8));
  EXPECT_TRUE(check_places(places, *made, scene_, path("ndvi.onnx"), options));
  scene_.with.push_back({.path = places.item, .id = "heights", .item = "{}"});
  EXPECT_FALSE(check_places(places, *made, scene_, path("ndvi.onnx"), options));
}

INSTANTIATE_TEST_SUITE_P(Run, Results, testing::Values("evaluator"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
