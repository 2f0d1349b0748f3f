// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "run/output/result_item.h"
#include "run/output/result_lock.h"
#include "run/pipeline/pipeline.h"
#include "run/pipeline/result_file.h"
#include "run/pipeline/run_start.h"
#include "stacmlm/artifact/checksum.h"
#include "stacmlm/base/version.h"

namespace stacmlm::run {
namespace {

using Clock = std::chrono::steady_clock;

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

/// A result in which there is nothing is as it should be, or a mistake.
void tell_nothing(const ResultFacts& facts, const SceneTiles& tiles, RunResult& result) {
  if (result.skipped_tiles == tiles.count()) {
    result.notes.emplace_back("all of the scene is nodata, and so is the result");
    return;
  }
  const auto is_empty = [](const raster::Statistics& band) { return band.valid == 0; };
  if (!facts.bands.empty() && std::ranges::all_of(facts.bands, is_empty))
    result.notes.emplace_back("no pixel of the result has data, although some of the scene have");
}

base::Result<std::string> checksum_of_file(const std::string& path) {
  STACMLM_TRY(const auto source, artifact::open_source(path));
  return artifact::checksum_of(*source, artifact::kSha256);
}

base::Result<void> write_picture(const RunResult& result, base::Fetcher* fetcher) {
  if (result.preview.empty()) return {};
  STACMLM_TRY(const auto raster, raster::open(result.path, {.fetcher = fetcher}));
  return raster::write_preview(*raster, result.preview);
}

/// The picture and the Item of a result that is in its place.
base::Result<void> describe(const Plan& plan, const Scene& scene, const RunOptions& options,
                            ResultFacts& facts, RunResult& result) {
  STACMLM_CHECK(write_picture(result, options.fetcher));
  facts.preview = result.preview;
  STACMLM_TRY(facts.checksum, checksum_of_file(result.path));
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
  STACMLM_TRY(auto hold, lock_result(start.places));
  STACMLM_CHECK(check_places(start.places, plan, scene, file.source->name(), options));
  STACMLM_TRY(const NetworkField field, network_field(*file.source, plan));
  const raster::Grid& scene_grid = scene.files[plan.grid].grid;
  STACMLM_TRY(const SceneTiles tiles, cut_scene(field, plan.tiles, scene_grid));
  ModelCache none;
  ModelCache& models = options.models != nullptr ? *options.models : none;
  STACMLM_TRY(const auto model, models.take(plan, file, start.content, options));
  STACMLM_TRY(const SceneReader reader, SceneReader::open(plan, scene, options));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].needs_norms()) continue;
    STACMLM_CHECK(inputs[i].measure(plan, options, reader.inputs()[i], reader, scene_grid));
  }

  ResultFacts facts;
  facts.id = result_id(plan, scene);
  facts.key = start.key;
  facts.folder = options.folder;
  facts.created = options.created;
  RunResult result;
  const bool has_layer = is_layer(plan.output.kind);
  result.hold = std::move(hold);
  result.path = start.places.result;
  result.item_path = start.places.item;
  const ResultParts parts{plan, options, scene_grid, field, tiles};
  STACMLM_TRY(const auto file_of_result,
              has_layer ? begin_layer(parts, start.places) : begin_raster(parts, start.places));
  STACMLM_CHECK(
      run_tiles({plan, options, tiles, reader, inputs, *model, file_of_result->sink()}, result));
  STACMLM_CHECK(check_unchanged(start, plan, scene));
  models.keep(model_key(plan, start.content, options), model);
  auto finished = file_of_result->finish(facts);
  if (!finished && options.is_stopped()) return base::fail(base::ErrorKind::kIo, "stopped");
  STACMLM_CHECK(std::move(finished));
  for (std::string& note : file_of_result->notes()) result.notes.push_back(std::move(note));
  tell_nothing(facts, tiles, result);
  if (has_layer && options.preview) result.notes.emplace_back("no picture is drawn of a layer");

  facts.model_item = place_of_item(plan.item_path, item);
  facts.model_file =
      plan.href.find("://") == std::string::npos ? std::string(file.source->name()) : plan.href;
  facts.model_checksum = start.checksum;
  facts.model_bytes = file.source->size();
  facts.software = {{"stac-mlm", std::string(base::kVersion)},
                    {std::string(model->runtime->name()), std::string(model->runtime->version())},
                    {"gdal", raster::gdal_version()}};
  result.preview = start.places.preview;
  if (auto described = describe(plan, scene, options, facts, result); !described) {
    remove_result(result);
    return tl::unexpected(std::move(described).error());
  }
  result.pixels = static_cast<std::uint64_t>(scene_grid.width * scene_grid.height);
  result.tiles = tiles.count();
  result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return result;
}

}  // namespace stacmlm::run
