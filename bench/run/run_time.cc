// SPDX-License-Identifier: Apache-2.0
// run_time whole|read ITEM SCENE RUNTIMES FOLDER: what a run takes beside its parts, in seconds,
// one JSON object. Two workers. RUNTIMES is where scripts/setup puts them, FOLDER takes the
// results. whole:
//   bare   seconds of the runtime on as many tiles that are in memory already, as many threads
//   tiles  of a whole run up to the last tile;  all  to its end
// read, the best of three that take turns:
//   gdal   of reading the bands in windows of a tile on one thread;  read  of our reading on one
//          thread, and made tensors;  unwritten  of a run whose results go nowhere
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <thread>

#include "raster/gdal/calls.h"
#include "run/pipeline/pipeline.h"
#include "stacmlm/json/parser.h"

namespace {

using namespace stacmlm;

constexpr unsigned kWorkers = 2;
constexpr std::size_t kTensors = 12;  // in memory: more than fit into the caches
constexpr std::int64_t kWindow = 512;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Takes results as far as the pixels that would be written.
class Unwritten final : public run::TileSink {
 public:
  Unwritten(const run::SceneTiles& tiles, const run::Postprocess& postprocess)
      : tiles_(tiles), postprocess_(postprocess) {}

  [[nodiscard]] run::OutputPart part_of(std::size_t index) const override {
    const run::AxisTile& x = tiles_.column(index);
    const run::AxisTile& y = tiles_.row(index);
    return {x.crop, y.crop, x.outputs(), y.outputs(), tiles_.x.tile_outputs, tiles_.y.tile_outputs};
  }
  base::Result<void> add(std::size_t, run::TileOutput* output) override {
    if (output == nullptr) return {};
    std::vector<std::byte> pixels;
    STACMLM_CHECK(
        postprocess_.finish(output->tensors.front(), output->part, output->valid, pixels));
    pixels_ += pixels.size();
    return {};
  }
  [[nodiscard]] std::size_t pixels() const { return pixels_; }

 private:
  const run::SceneTiles& tiles_;
  const run::Postprocess& postprocess_;
  std::atomic<std::size_t> pixels_ = 0;
};

class Bench {
 public:
  Bench(std::string item, std::string scene, std::string runtimes, std::string folder)
      : item_path_(std::move(item)),
        scene_path_(std::move(scene)),
        open_(artifact::open_beside(item_path_)) {
    plan_options_.workers = kWorkers;
    plan_options_.datetime = "2024-06-01T10:30:00Z";
    options_.folder = std::move(folder);
    options_.created = "2026-01-01T00:00:00Z";
    options_.force = true;
    options_.runtime_folders = {std::move(runtimes)};
  }

  base::Result<void> prepare() {
    STACMLM_TRY(const auto text, artifact::open_source(item_path_));
    std::string bytes(text->size(), '\0');
    STACMLM_CHECK(text->read(0, bytes));
    if (parser_.parse(json::Text::copy_of(bytes), document_))
      return base::fail(base::ErrorKind::kInvalidDocument, item_path_);
    STACMLM_TRY(scene_, run::read_scene(scene_path_));
    STACMLM_TRY(plan_, run::make_plan(document_.root(), item_path_, scene_, open_, plan_options_));
    STACMLM_TRY(const artifact::OpenedFile file, open_(plan_.href));
    STACMLM_TRY(const run::NetworkField field, run::network_field(*file.source, plan_));
    STACMLM_TRY(tiles_, run::cut_scene(field, plan_.tiles, scene_.files[plan_.grid].grid));
    STACMLM_TRY(model_, run::load_model(plan_, file, options_));
    const mlm::Model model = mlm::Model::read(document_.root().find("properties"));
    STACMLM_TRY(auto input, run::PreparedInput::compile(plan_, 0, *model.input.value_or({})[0]));
    inputs_.push_back(std::move(input));
    return {};
  }

  [[nodiscard]] std::size_t tiles() const { return tiles_.count(); }

  /// A reader that has nothing in its cache.
  base::Result<run::SceneReader> reader() const {
    return run::SceneReader::open(plan_, scene_, options_);
  }

  /// Tensors of tiles from the middle of the scene on.
  base::Result<std::vector<run::Tensor>> tensors() {
    STACMLM_TRY(const run::SceneReader reader, this->reader());
    std::vector<run::Tensor> tensors(std::min(kTensors, tiles()));
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      STACMLM_CHECK(tensor((tiles() / 2 + i) % tiles(), reader, tensors[i]));
    }
    return tensors;
  }

  base::Result<double> bare(const std::vector<run::Tensor>& tensors) {
    const auto start = Clock::now();
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 0; i < kWorkers; ++i) {
        threads.emplace_back([&] {
          for (std::size_t index = next++; index < tiles(); index = next++) {
            const run::TensorView view = tensors[index % tensors.size()].view();
            failed = failed || !model_.model->run(std::span(&view, 1));
          }
        });
      }
    }
    if (failed) return base::fail(base::ErrorKind::kBackend, "the runtime failed");
    return seconds_since(start);
  }

  base::Result<void> whole(double& last_tile, double& all) {
    const auto start = Clock::now();
    run::RunOptions options = options_;
    options.progress = [&](std::uint64_t, std::uint64_t) { last_tile = seconds_since(start); };
    STACMLM_TRY(const run::RunResult done,
                run::run(plan_, document_.root(), scene_, open_, options));
    all = seconds_since(start);
    if (done.skipped_tiles == 0 && done.tiles == tiles()) return {};
    return base::fail(base::ErrorKind::kBackend, "tiles were skipped");
  }

  base::Result<double> gdal_alone() const {
    const auto start = Clock::now();
    STACMLM_CHECK(raster::load_gdal());
    raster::GdalCalls calls;
    const raster::Dataset file(
        raster::gdal.GDALOpenEx(scene_path_.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
    const raster::Grid& grid = scene_.files[plan_.grid].grid;
    std::vector<std::uint16_t> pixels(kWindow * kWindow);
    for (std::int64_t y = 0; y < grid.height; y += kWindow) {
      for (std::int64_t x = 0; x < grid.width; x += kWindow) {
        const auto width = static_cast<int>(std::min(kWindow, grid.width - x));
        const auto height = static_cast<int>(std::min(kWindow, grid.height - y));
        for (int band = 1; band <= 4; ++band) {
          const auto done = raster::gdal.GDALRasterIO(
              raster::gdal.GDALGetRasterBand(file.get(), band), GF_Read, static_cast<int>(x),
              static_cast<int>(y), width, height, pixels.data(), width, height, GDT_UInt16, 0, 0);
          if (done != CE_None) return calls.error(base::ErrorKind::kIo, scene_path_);
        }
      }
    }
    return seconds_since(start);
  }

  base::Result<double> read_alone() {
    const auto start = Clock::now();
    STACMLM_TRY(const run::SceneReader reader, this->reader());
    run::Tensor made;
    for (std::size_t i = 0; i < tiles(); ++i) {
      STACMLM_CHECK(tensor(i, reader, made));
    }
    return seconds_since(start);
  }

  base::Result<double> unwritten() {
    const auto start = Clock::now();
    STACMLM_TRY(const run::SceneReader reader, this->reader());
    STACMLM_TRY(const run::Postprocess postprocess, run::Postprocess::compile(plan_.output));
    Unwritten sink(tiles_, postprocess);
    run::Pipeline pipeline({plan_, options_, tiles_, reader, inputs_, model_, sink});
    STACMLM_CHECK(pipeline.run());
    const raster::Grid& grid = scene_.files[plan_.grid].grid;
    if (sink.pixels() != static_cast<std::size_t>(grid.width * grid.height))
      return base::fail(base::ErrorKind::kBackend, "pixels are missing");
    return seconds_since(start);
  }

 private:
  base::Result<void> tensor(std::size_t index, const run::SceneReader& reader, run::Tensor& made) {
    const std::int64_t x = tiles_.column(index).begin;
    const std::int64_t y = tiles_.row(index).begin;
    STACMLM_CHECK(reader.read(x, y, tiles_.x.tile, tiles_.y.tile, pixels_));
    valid_.clear();
    return inputs_.front().apply(pixels_, reader.inputs()[0], tiles_.x.tile, tiles_.y.tile, {},
                                 made, space_, valid_);
  }

  std::string item_path_;
  std::string scene_path_;
  artifact::Opener open_;
  run::PlanOptions plan_options_;
  run::RunOptions options_;
  json::Parser parser_;
  json::Document document_;
  run::Scene scene_;
  run::Plan plan_;
  run::SceneTiles tiles_;
  run::LoadedModel model_;
  std::vector<run::PreparedInput> inputs_;
  run::TilePixels pixels_;
  run::PreprocessSpace space_;
  run::ValidLayers valid_;
};

constexpr int kRounds = 3;

using Seconds = std::map<std::string, double>;

base::Result<void> measure_whole(Bench& bench, Seconds& seconds) {
  STACMLM_TRY(const auto tensors, bench.tensors());
  STACMLM_CHECK(bench.bare(tensors));  // what comes first is slow
  STACMLM_TRY(seconds["bare"], bench.bare(tensors));
  return bench.whole(seconds["tiles"], seconds["all"]);
}

base::Result<void> measure_reading(Bench& bench, Seconds& seconds) {
  for (int round = 0; round < kRounds; ++round) {
    const auto keep = [&](const char* name, double one) {
      seconds[name] = round == 0 ? one : std::min(seconds[name], one);
    };
    STACMLM_TRY(const double gdal, bench.gdal_alone());
    keep("gdal", gdal);
    STACMLM_TRY(const double read, bench.read_alone());
    keep("read", read);
    STACMLM_TRY(const double unwritten, bench.unwritten());
    keep("unwritten", unwritten);
  }
  return {};
}

base::Result<void> measure(Bench& bench, bool is_whole) {
  STACMLM_CHECK(bench.prepare());
  Seconds seconds;
  STACMLM_CHECK(is_whole ? measure_whole(bench, seconds) : measure_reading(bench, seconds));
  std::string text = fmt::format("{{\"count\": {}", bench.tiles());
  for (const auto& [name, value] : seconds) text += fmt::format(", \"{}\": {:.4f}", name, value);
  fmt::print("{}}}\n", text);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 6 ? argv[1] : "";
  if (what != "whole" && what != "read") {
    std::fputs("run_time whole|read ITEM SCENE RUNTIMES FOLDER\n", stderr);
    return 2;
  }
  Bench bench(argv[2], argv[3], argv[4], argv[5]);
  const auto done = measure(bench, what == "whole");
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
