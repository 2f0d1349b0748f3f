// SPDX-License-Identifier: Apache-2.0
// A model, its Item and a scene in a folder, and runs of it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "json/read_text.h"
#include "model_files/onnx_index_nets.h"
#include "runtimes.h"
#include "scene_files/scene.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// The Item of a network of `ndvi_net()`. `scaling` is the JSON of `value_scaling`.
inline std::string ndvi_item(const std::string& scaling = "null",
                             const std::string& bands = R"(["B02", "B03", "B04", "B08"])") {
  return R"({"type": "Feature", "stac_version": "1.1.0", "id": "ndvi",
    "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
    "geometry": null, "links": [],
    "properties": {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "NDVI threshold",
      "mlm:architecture": "convolution", "mlm:tasks": ["semantic-segmentation"],
      "mlm:input": [{"name": "image", "bands": )" +
         bands + R"(,
        "input": {"shape": [-1, 4, -1, -1], "dim_order": ["batch", "bands", "height", "width"],
                  "data_type": "float32"},
        "value_scaling": )" +
         scaling + R"(, "resize_type": null}],
      "mlm:output": [{"name": "cover", "tasks": ["semantic-segmentation"],
        "result": {"shape": [-1, 2, -1, -1], "dim_order": ["batch", "class", "height", "width"],
                   "data_type": "float32"},
        "classification:classes": [{"value": 3, "name": "other"},
                                   {"value": 7, "name": "vegetation", "color_hint": "00A000"}]}]},
    "assets": {"model": {"href": "./ndvi.onnx", "roles": ["mlm:model"],
      "type": "application/octet-stream; framework=onnx; profile=onnx",
      "mlm:artifact_type": "onnx"}}})";
}

class WholeRun : public OnEachRuntime {
 protected:
  void SetUp() override {
    OnEachRuntime::SetUp();
    if (const auto there = raster::is_available(); !there) GTEST_SKIP() << there.error().message;
    options_.runtime = GetParam();
    options_.datetime = "2024-06-01T10:30:00Z";
    options_.workers = 2;
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return folder_.path() + '/' + name;
  }

  void prepare(const std::string& item, const model_files::onnx::Model& model, std::int64_t width,
               std::int64_t height) {
    folder_.write(model, "ndvi.onnx");
    const auto written = scene_files::write_scene(path("scene.tif"), width, height);
    ASSERT_TRUE(written) << written.error().message;
    json::Parser parser;
    const auto root = json::read_text(parser, item, item_);
    ASSERT_TRUE(root) << root.error().message;
    auto scene = read_scene(path("scene.tif"));
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = *std::move(scene);
  }

  base::Result<Plan> plan() {
    return make_plan(item_.root(), path("item.json"), scene_, open(), options_);
  }

  [[nodiscard]] RunOptions run_options() const {
    RunOptions options;
    options.folder = folder_.path();
    options.created = "2026-01-01T00:00:00Z";
    options.force = true;
    options.runtime_folders = {STACMLM_RUNTIMES};
    return options;
  }

  base::Result<RunResult> run_it() { return run_it(run_options()); }
  base::Result<RunResult> run_it(const RunOptions& options) {
    STACMLM_TRY(const Plan made, plan());
    for (const Question& question : made.questions)
      return base::fail(base::ErrorKind::kInvalidArgument, question.what);
    return run(made, item_.root(), scene_, open(), options);
  }

  [[nodiscard]] artifact::Opener open() const { return artifact::open_beside(path("item.json")); }

  /// The first band of a file.
  static std::vector<float> pixels_of(const std::string& file) {
    const auto raster = raster::open(file);
    EXPECT_TRUE(raster) << raster.error().message;
    const raster::Grid& grid = (*raster)->info().grid;
    std::vector<float> pixels(static_cast<std::size_t>(grid.width * grid.height));
    std::vector<std::uint8_t> valid(pixels.size());
    const std::size_t band = 0;
    const auto read = (*raster)->read({0, 0, grid.width, grid.height}, {&band, 1}, pixels, valid);
    EXPECT_TRUE(read) << read.error().message;
    return pixels;
  }

  Folder folder_;
  json::Document item_;
  Scene scene_;
  PlanOptions options_;
};

}  // namespace stacmlm::run
