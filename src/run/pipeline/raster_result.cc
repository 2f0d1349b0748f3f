// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "run/output/class_colors.h"
#include "run/pipeline/place_pixels.h"
#include "run/pipeline/result_file.h"

namespace stacmlm::run {
namespace {

/// Pixels of the scene, along an axis, that one of the result covers.
double step_of(const ResultParts& parts, const AxisField& axis, std::int64_t tile) {
  if (parts.plan.output.is_of_places) return static_cast<double>(tile);
  return static_cast<double>(axis.step.over) / static_cast<double>(axis.step.under);
}

raster::Grid grid_of_result(const ResultParts& parts) {
  raster::Grid grid = parts.scene;
  const double x = step_of(parts, parts.field.x, parts.plan.tiles.width);
  const double y = step_of(parts, parts.field.y, parts.plan.tiles.height);
  grid.width = parts.plan.tiles.output_width;
  grid.height = parts.plan.tiles.output_height;
  grid.geotransform[1] *= x;
  grid.geotransform[4] *= x;
  grid.geotransform[2] *= y;
  grid.geotransform[5] *= y;
  return grid;
}

raster::OutputInfo output_info(const Plan& plan, const raster::Grid& grid,
                               const Postprocess& postprocess) {
  const bool is_map = has_classes(plan.output.kind);
  raster::OutputInfo info;
  info.grid = grid;
  info.type = postprocess.type();
  for (const std::string& name : plan.output.bands) {
    raster::OutputBand& band = info.bands.emplace_back();
    band.name = name;
    band.nodata = plan.output.nodata;
  }
  if (is_map) info.colors = class_colors(plan.output);
  info.overviews = is_map ? raster::Resampling::kMode : raster::Resampling::kAverage;
  info.metadata = {{"MLM_NAME", plan.model}};
  info.threads = static_cast<int>(plan.workers);
  return info;
}

class RasterResult final : public ResultFile {
 public:
  RasterResult(const ResultParts& parts, Postprocess postprocess,
               std::unique_ptr<raster::Writer> writer)
      : parts_(parts), postprocess_(std::move(postprocess)), writer_(std::move(writer)) {
    if (parts.plan.output.is_of_places) {
      sink_ = std::make_unique<PlacePixels>(parts.tiles, postprocess_, *writer_);
    } else if (parts.plan.tiles.tiling == Tiling::kBlend) {
      sink_ = std::make_unique<Blended>(parts.tiles, parts.plan.output.channels, postprocess_,
                                        *writer_);
    } else {
      sink_ = std::make_unique<SideBySide>(parts.tiles, postprocess_, *writer_);
    }
  }

  TileSink& sink() override { return *sink_; }

  base::Result<void> finish(ResultFacts& facts) override {
    STACMLM_TRY(raster::Written written,
                writer_->finish([this](double) { return !parts_.options.is_stopped(); }));
    facts.grid = grid_of_result(parts_);
    facts.path = written.path;
    facts.bytes = written.bytes;
    facts.bands = std::move(written.bands);
    return {};
  }

  [[nodiscard]] std::vector<std::string> notes() const override { return postprocess_.notes(); }

 private:
  ResultParts parts_;
  Postprocess postprocess_;
  std::unique_ptr<raster::Writer> writer_;
  std::unique_ptr<TileSink> sink_;
};

}  // namespace

base::Result<std::unique_ptr<ResultFile>> begin_raster(const ResultParts& parts,
                                                       const std::string& path) {
  STACMLM_TRY(Postprocess postprocess, Postprocess::compile(parts.plan.output));
  STACMLM_TRY(auto writer,
              raster::create(path, output_info(parts.plan, grid_of_result(parts), postprocess)));
  return std::make_unique<RasterResult>(parts, std::move(postprocess), std::move(writer));
}

}  // namespace stacmlm::run
