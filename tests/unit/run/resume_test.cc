// SPDX-License-Identifier: Apache-2.0
// What tells runs apart, and what results are never written over.

#include <filesystem>
#include <fstream>

#include "run/output/result_item.h"
#include "run/output/result_lock.h"
#include "run/output/result_places.h"
#include "run/output/run_key.h"
#include "run/pipeline/model_runner.h"
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

TEST_P(Results, ThePictureOfAnOldOneGoesWithIt) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  RunOptions options = run_options();
  options.force = true;
  options.preview = true;
  const auto first = run_it(options);
  ASSERT_TRUE(first) << first.error().message;
  std::ofstream(first->item_path) << first->item;
  const std::string picture = first->preview;
  const std::string other = std::filesystem::path(picture).parent_path() / "another.png";
  std::ofstream(other) << "of somebody else";
  ASSERT_TRUE(std::filesystem::exists(picture));
  options.preview = false;
  ASSERT_TRUE(run_it(options));
  EXPECT_FALSE(std::filesystem::exists(picture));
  EXPECT_TRUE(std::filesystem::exists(other));
}

TEST(HrefFrom, EncodesWhatHasAMeaningInAUri) {
  EXPECT_EQ(href_from("/a", "/a/50% b#c.tif"), "./50%25%20b%23c.tif");
  EXPECT_EQ(href_from("/a/b", "/a/c.tif"), "../c.tif");
  EXPECT_EQ(href_from("/a", "https://example.com/x%20y.json"), "https://example.com/x%20y.json");
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

TEST_P(Results, AreWrittenByOneRunAtATime) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  const ResultPlaces places = places_of(*plan(), scene_, run_options());
  {
    const auto lock = lock_result(places);
    ASSERT_TRUE(lock) << lock.error().message;
    const auto second = run_it();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, base::ErrorKind::kInvalidArgument);
    EXPECT_TRUE(second.error().message.ends_with("is being written by another run"));
    EXPECT_FALSE(std::filesystem::exists(places.result));
  }
  EXPECT_FALSE(std::filesystem::exists(path(".scene_ndvi.lock")));
  // What a run that was killed leaves.
  folder_.write(model_files::onnx::ndvi_net(1), ".scene_ndvi.lock");
  EXPECT_TRUE(run_it());
  EXPECT_FALSE(std::filesystem::exists(path(".scene_ndvi.lock")));
}

TEST_P(Results, StayWhereTheItemHasNoPlace) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  const auto first = run_it();
  ASSERT_TRUE(first) << first.error().message;
  std::filesystem::create_directory(first->item_path);
  const auto second = run_it();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, first->item_path + " cannot be written over: it is a folder");
  EXPECT_TRUE(std::filesystem::exists(first->path));
}

TEST_P(Results, HaveNoItemOfAnOlderOneBesideThem) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  const ResultPlaces places = places_of(*plan(), scene_, run_options());
  folder_.write(model_files::onnx::ndvi_net(1), "scene_ndvi.json");
  ASSERT_TRUE(std::filesystem::exists(places.item));
  ASSERT_TRUE(run_it());
  EXPECT_TRUE(std::filesystem::exists(places.result));
  EXPECT_FALSE(std::filesystem::exists(places.item));
}

TEST_P(Results, OfOneModelLoadItOnce) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 40, 30);
  const auto made = plan();
  ASSERT_TRUE(made && made->is_ready());
  const RunOptions options = run_options();
  const auto file = open()(made->href);
  ASSERT_TRUE(file);
  ModelCache models;
  const auto taken = [&](const Plan& plan, const std::string& content) {
    const auto model = models.take(plan, *file, content, options);
    EXPECT_TRUE(model) << model.error().message;
    models.keep(model_key(plan, content, options), *model);
    return *model;
  };
  const auto first = taken(*made, "a");
  EXPECT_EQ(taken(*made, "a"), first);
  const auto other = taken(*made, "b");
  EXPECT_NE(other, first);
  Plan wider = *made;
  wider.tiles.width += 1;
  EXPECT_NE(taken(wider, "b"), other);
  Plan told = wider;
  told.constants.emplace_back().numbers = {1};
  const std::string one = model_key(told, "b", options);
  told.constants.front().numbers = {2};
  EXPECT_NE(model_key(told, "b", options), one);
}

INSTANTIATE_TEST_SUITE_P(Run, Results, testing::Values("evaluator"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
