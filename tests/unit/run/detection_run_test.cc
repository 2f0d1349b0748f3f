// SPDX-License-Identifier: Apache-2.0
// Detectors of a closed form on a scene whose squares are known.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "scene_files/squares.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

using scene_files::Square;

/// An object of the layer, in degrees.
struct Object {
  double west = 180;
  double north = -90;
  double east = -180;
  double south = 90;
  std::string name;
  double score = 0;
  std::size_t rings = 0;
};

class Detectors : public WholeRun {
 protected:
  void SetUp() override {
    WholeRun::SetUp();
    options_.layer_format = raster::LayerFormat::kGeoJson;
    options_.box_units = "pixels";
  }

  void prepare(const std::string& kind, std::int64_t width, std::int64_t height) {
    model_files::write_kind(kind, folder_.path());
    const auto written = scene_files::write_squares(path("scene.tif"), width, height);
    ASSERT_TRUE(written) << written.error().message;
    read(path("item.json"), item_);
    auto scene = read_scene(path("scene.tif"));
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = *std::move(scene);
  }

  static void read(const std::string& path, json::Document& document) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    json::Parser parser;
    ASSERT_TRUE(json::read_text(parser, text, document));
  }

  static std::vector<Object> objects_of(const std::string& path) {
    json::Document document;
    read(path, document);
    std::vector<Object> objects;
    for (const json::Value feature : document.root().find("features").elements()) {
      Object& object = objects.emplace_back();
      object.name = feature.find("properties").find("class_name").string();
      object.score = feature.find("properties").find("score").number();
      const json::Value rings = feature.find("geometry").find("coordinates");
      object.rings = rings.size();
      for (const json::Value point : rings.at(0).elements()) {
        object.west = std::min(object.west, point.at(0).number());
        object.east = std::max(object.east, point.at(0).number());
        object.south = std::min(object.south, point.at(1).number());
        object.north = std::max(object.north, point.at(1).number());
      }
    }
    return objects;
  }

  /// The square where it lies on the earth, to a fifth of a pixel.
  [[nodiscard]] bool is_at(const Object& object, const Square& square) const {
    constexpr double kNear = 1e-6;
    const auto outline = raster::footprint(raster::part_of(
        scene_.files[0].grid,
        {square.left, square.top, scene_files::kSquareSide, scene_files::kSquareSide}));
    EXPECT_TRUE(outline);
    Object wanted;
    for (const raster::Point& point : *outline) {
      wanted.west = std::min(wanted.west, point[0]);
      wanted.east = std::max(wanted.east, point[0]);
      wanted.south = std::min(wanted.south, point[1]);
      wanted.north = std::max(wanted.north, point[1]);
    }
    return std::abs(wanted.west - object.west) < kNear &&
           std::abs(wanted.east - object.east) < kNear &&
           std::abs(wanted.south - object.south) < kNear &&
           std::abs(wanted.north - object.north) < kNear;
  }

  void expect_all(const std::vector<Object>& objects, const std::vector<Square>& squares) const {
    EXPECT_EQ(objects.size(), squares.size());
    for (const Square& square : squares) {
      const auto found = std::ranges::find_if(
          objects, [&](const Object& object) { return is_at(object, square); });
      ASSERT_NE(found, objects.end()) << square.left << ' ' << square.top;
      EXPECT_EQ(found->name, square.is_dark ? "dark" : "bright");
      EXPECT_NEAR(found->score, square.has_hole ? 48.0 / 49 : 1, 1e-4);
    }
  }
};

TEST_P(Detectors, EachSquareOnce) {
  constexpr std::int64_t kWidth = 157;
  constexpr std::int64_t kHeight = 131;
  prepare("item-squares", kWidth, kHeight);
  for (const std::int64_t overlap : {-1, 8, 40}) {
    options_.overlap = overlap;
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    expect_all(objects_of(result->path), scene_files::squares_of(kWidth, kHeight));
    EXPECT_TRUE(result->notes.empty());
  }
}

TEST_P(Detectors, OfManyBoxesTheBest) {
  prepare("item-squares", 100, 90);
  options_.threshold = 0.5;  // windows beside a square pass, too
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  expect_all(objects_of(result->path), scene_files::squares_of(100, 90));
}

TEST_P(Detectors, OutlinesWithHoles) {
  constexpr std::int64_t kSize = 70;
  prepare("item-squares-masks", kSize, kSize);
  options_.box_units.clear();
  options_.overlap = 10;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  std::vector<Square> bright = scene_files::squares_of(kSize, kSize);
  std::erase_if(bright, [](const Square& square) { return square.is_dark; });
  const auto objects = objects_of(result->path);
  expect_all(objects, bright);
  const auto holes = std::ranges::count_if(bright, &Square::has_hole);
  EXPECT_GT(holes, 0);
  EXPECT_EQ(std::ranges::count(objects, 2U, &Object::rings), holes);
}

TEST_P(Detectors, AsksForWhatNothingTells) {
  prepare("item-squares", 100, 90);
  options_.box_units.clear();
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_EQ(made->questions[0].option, "--box-units");
}

INSTANTIATE_TEST_SUITE_P(Run, Detectors, testing::Values("evaluator", "onnxruntime"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
