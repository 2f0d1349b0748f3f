// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "run/output/class_colors.h"
#include "run/output/result_item.h"
#include "run/pipeline/pipeline.h"
#include "run/pipeline/run_start.h"
#include "stacmlm/artifact/checksum.h"
#include "stacmlm/base/version.h"

namespace stacmlm::run {
namespace {

using Clock = std::chrono::steady_clock;

/// The inputs that the plan is about, as its asset has them, ready for pixels.
base::Result<std::vector<PreparedInput>> prepare_inputs(json::Value item, const Plan& plan) {
  const mlm::Model model = mlm::effective(mlm::Model::read(item.find("properties")),
                                          mlm::Model::read(item.find("assets").find(plan.asset)));
  const auto stated = model.input.value_or({});
  std::vector<PreparedInput> inputs;
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    const auto input = stated[i];
    if (!input) return base::fail(base::ErrorKind::kInvalidArgument, "the Item is another one");
    STACMLM_TRY(PreparedInput prepared, PreparedInput::compile(plan, i, *input));
    inputs.push_back(std::move(prepared));
  }
  return inputs;
}

raster::Grid grid_of_result(const Plan& plan, const Scene& scene, const NetworkField& field) {
  raster::Grid grid = scene.files[plan.grid].grid;
  const double x = static_cast<double>(field.x.step.over) / static_cast<double>(field.x.step.under);
  const double y = static_cast<double>(field.y.step.over) / static_cast<double>(field.y.step.under);
  grid.width = plan.tiles.output_width;
  grid.height = plan.tiles.output_height;
  grid.geotransform[1] *= x;
  grid.geotransform[4] *= x;
  grid.geotransform[2] *= y;
  grid.geotransform[5] *= y;
  return grid;
}

raster::OutputInfo output_info(const Plan& plan, const raster::Grid& grid,
                               const Postprocess& postprocess) {
  const bool is_map =
      plan.output.kind == OutputKind::kClassMap || plan.output.kind == OutputKind::kMask;
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

void tell_loss(const CastLoss& loss, RunResult& result) {
  if (loss.fractions > 0) {
    result.notes.push_back(
        fmt::format("{} numbers lost what is behind the point, because the model takes integers",
                    loss.fractions));
  }
  if (loss.saturated > 0)
    result.notes.push_back(
        fmt::format("{} numbers were beyond the range of the input's type", loss.saturated));
  if (loss.not_numbers > 0)
    result.notes.push_back(
        fmt::format("{} numbers were NaN, and the input takes integers", loss.not_numbers));
}

base::Result<std::string> checksum_of_file(const std::string& path) {
  STACMLM_TRY(const auto source, artifact::open_source(path));
  return artifact::checksum_of(*source, artifact::kSha256);
}

base::Result<void> write_picture(const RunResult& result, base::Fetcher* fetcher) {
  if (result.preview.empty()) return {};
  STACMLM_TRY(const auto raster, raster::open(result.raster, {.fetcher = fetcher}));
  return raster::write_preview(*raster, result.preview);
}

bool is_stopped(const RunOptions& options) {
  return options.stop != nullptr && options.stop->load();
}

/// The picture and the Item of a raster that is in its place.
base::Result<void> describe(const Plan& plan, const Scene& scene, const RunOptions& options,
                            ResultFacts& facts, RunResult& result) {
  STACMLM_CHECK(write_picture(result, options.fetcher));
  facts.preview = result.preview;
  STACMLM_TRY(facts.raster_checksum, checksum_of_file(result.raster));
  STACMLM_TRY(result.item, result_item(plan, scene, facts));
  return {};
}

base::Result<void> run_tiles(const PipelineParts& parts, RunResult& result) {
  Pipeline pipeline(parts);
  STACMLM_CHECK(pipeline.run());
  result.skipped_tiles = pipeline.skipped();
  tell_loss(pipeline.loss(), result);
  return {};
}

}  // namespace

base::Result<RunResult> run(const Plan& plan, json::Value item, const Scene& scene,
                            const artifact::Opener& open, const RunOptions& options) {
  const auto begin = Clock::now();
  if (!plan.is_ready())
    return base::fail(base::ErrorKind::kInvalidArgument, "the plan has open questions");
  STACMLM_TRY(std::vector<PreparedInput> inputs, prepare_inputs(item, plan));
  STACMLM_TRY(const RunStart start, start_run(plan, item, scene, open, options));
  const artifact::OpenedFile& file = start.file;
  STACMLM_CHECK(check_places(start.places, plan, scene, file.source->name(), options));
  STACMLM_TRY(const NetworkField field, network_field(*file.source, plan));
  const raster::Grid& scene_grid = scene.files[plan.grid].grid;
  STACMLM_TRY(const SceneTiles tiles, cut_scene(field, plan.tiles, scene_grid));
  STACMLM_TRY(const Postprocess postprocess, Postprocess::compile(plan.output));
  STACMLM_TRY(const LoadedModel model, load_model(plan, file, options));
  STACMLM_TRY(const SceneReader reader, SceneReader::open(plan, scene, options.fetcher));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].needs_norms()) continue;
    STACMLM_CHECK(inputs[i].measure(plan, reader.inputs()[i], reader, scene_grid));
  }

  ResultFacts facts;
  facts.id = result_id(plan, scene);
  facts.key = start.key;
  facts.folder = options.folder;
  facts.created = options.created;
  facts.grid = grid_of_result(plan, scene, field);
  RunResult result;
  result.raster = start.places.raster;
  result.item_path = start.places.item;
  STACMLM_TRY(const auto writer,
              raster::create(result.raster, output_info(plan, facts.grid, postprocess)));
  SideBySide side_by_side(tiles, postprocess, *writer);
  std::optional<Blended> blended;
  if (plan.tiles.tiling == Tiling::kBlend)
    blended.emplace(tiles, plan.output.channels, postprocess, *writer);
  TileSink& sink = blended ? static_cast<TileSink&>(*blended) : side_by_side;
  STACMLM_CHECK(run_tiles({plan, options, tiles, reader, inputs, model, sink}, result));
  STACMLM_CHECK(check_unchanged(start, plan, scene));
  auto written = writer->finish([&](double) { return !is_stopped(options); });
  if (!written && is_stopped(options)) return base::fail(base::ErrorKind::kIo, "stopped");
  STACMLM_TRY(facts.raster, std::move(written));

  facts.model_file =
      plan.href.find("://") == std::string::npos ? std::string(file.source->name()) : plan.href;
  facts.model_checksum = start.checksum;
  facts.model_bytes = file.source->size();
  facts.software = {{"stac-mlm", std::string(base::kVersion)},
                    {std::string(model.runtime->name()), std::string(model.runtime->version())},
                    {"gdal", raster::gdal_version()}};
  result.preview = start.places.preview;
  if (auto described = describe(plan, scene, options, facts, result); !described) {
    remove_result(result);
    return tl::unexpected(std::move(described).error());
  }
  result.pixels = static_cast<std::uint64_t>(scene_grid.width * scene_grid.height);
  result.tiles = tiles.x.tiles.size() * tiles.y.tiles.size();
  result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return result;
}

}  // namespace stacmlm::run
