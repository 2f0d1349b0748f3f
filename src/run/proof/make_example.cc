// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "run/output/result_places.h"
#include "run/pipeline/model_runner.h"
#include "run/pipeline/prepared_input.h"
#include "run/proof/example_choices.h"
#include "run/proof/example_files.h"
#include "run/proof/example_scene.h"
#include "run/proof/npy.h"
#include "stacmlm/run/example.h"

namespace stacmlm::run {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;

/// Pixels a side of the part of the scene, where the model takes any size.
constexpr std::int64_t kSide = 256;

std::int64_t side_of(const TilePlan& tiles, std::int64_t tile, std::int64_t stride) {
  if (tiles.is_fixed) return tile;
  const std::int64_t wanted = std::min(tile, std::max(kSide, stride));
  return std::max(wanted - wanted % stride, stride);
}

/// The name appears when the file is whole; a link of that name is replaced, and not followed.
base::Result<void> write_file(const std::string& path, const std::string& bytes) {
  const std::string draft = path + ".part";
  std::ofstream file(draft, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  if (file) fs::rename(draft, path, error);
  if (file && !error) return {};
  fs::remove(draft, error);
  return base::fail(ErrorKind::kIo, "cannot write " + path);
}

/// Of a model that takes pixels, so many at a time: the first of them. -1: as many as there are.
Tensor some_rows(const Tensor& tensor, std::int64_t count) {
  if (count < 0 || tensor.shape().front() == count) return tensor;
  std::vector<std::int64_t> shape = tensor.shape();
  shape.front() = count;
  Tensor some(tensor.type(), shape);
  const std::size_t bytes = std::min(tensor.elements(), some.elements()) * size_of(tensor.type());
  std::memcpy(some.data(), tensor.data(), bytes);
  return some;
}

class ExampleMaker {
 public:
  ExampleMaker(json::Value item, const artifact::Opener& open, const ExampleOptions& options)
      : item_(item), open_(open), options_(options), choices_(options.plan) {}

  base::Result<std::vector<ExampleFile>> make(const Plan& plan, const Scene& scene) {
    STACMLM_CHECK(check_folder(plan, scene));
    STACMLM_TRY(const SceneReader reader, SceneReader::open(plan, scene, options_.run));
    const TilePlan& tiles = plan.tiles;
    STACMLM_TRY(const raster::Window window,
                find_window(plan, reader, scene.files[plan.grid].grid,
                            side_of(tiles, tiles.width, tiles.stride_x),
                            side_of(tiles, tiles.height, tiles.stride_y)));
    // No file holds a series: its tensors say what became of it.
    if (scene.times.size() > 1) {
      STACMLM_CHECK(add_tensors(plan, scene, window));
    } else {
      STACMLM_CHECK(add_part(plan, scene, reader, window));
    }
    return std::move(files_);
  }

 private:
  [[nodiscard]] std::string path_of(const std::string& name) const {
    return (fs::path(options_.run.folder) / name).string();
  }

  /// Before anything is written: files of an example are replaced with `force` alone, and never if
  /// they are what this one is made from.
  [[nodiscard]] base::Result<void> check_folder(const Plan& plan, const Scene& scene) const {
    STACMLM_TRY(const artifact::OpenedFile model, open_(plan.href));
    std::error_code error;
    for (fs::directory_iterator entry(options_.run.folder, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string path = entry->path().string();
      if (!entry->path().filename().string().starts_with("example-")) continue;
      STACMLM_CHECK(check_no_source(path, plan, scene, model.source->name()));
      if (options_.run.force) continue;
      return base::fail(ErrorKind::kInvalidArgument,
                        path + " is there already; --force writes over it");
    }
    return {};
  }

  void add(ExampleFile file) { files_.push_back(std::move(file)); }

  /// A part of the scene, what a run makes of it, and the tensors of its upper left corner.
  base::Result<void> add_part(const Plan& plan, const Scene& scene, const SceneReader& reader,
                              const raster::Window& window) {
    const std::string path = path_of("example-scene.tif");
    STACMLM_CHECK(write_example_scene(plan, scene, reader, window, path, choices_));
    choices_.datetime = plan.datetime;
    if (is_layer(plan.output.kind)) choices_.layer_format = raster::LayerFormat::kGeoJson;
    STACMLM_TRY(const Scene part, read_scene(path));
    STACMLM_TRY(const Plan of_part, make_plan(item_, plan.item_path, part, open_, choices_));
    if (!of_part.is_ready()) {
      return base::fail(ErrorKind::kUnsupported,
                        "no example is made: of a part of the scene it is not clear that " +
                            of_part.questions.front().what);
    }
    add({"example-scene",
         path,
         std::string(kInputRole),
         std::string(kRasterType),
         "Part of a scene",
         {},
         write_choices(choices_)});
    STACMLM_CHECK(run_part(of_part, part));
    return add_tensors(of_part, part, {});
  }

  /// The whole way, to a raster or a layer.
  base::Result<void> run_part(const Plan& plan, const Scene& scene) {
    RunOptions options = options_.run;
    options.preview = false;
    const bool has_layer = is_layer(plan.output.kind);
    const std::string path = path_of(has_layer ? "example-result.geojson" : "example-result.tif");
    STACMLM_TRY(const RunResult result, run(plan, item_, scene, open_, options));
    std::error_code error;
    fs::rename(result.path, path, error);
    if (error) return base::fail(ErrorKind::kIo, fmt::format("{}: {}", path, error.message()));
    add({"example-result",
         path,
         std::string(kOutputRole),
         std::string(has_layer ? kLayerType : kRasterType),
         "What the model makes of that part",
         {},
         {}});
    return {};
  }

  base::Result<void> add_tensors(const Plan& plan, const Scene& scene,
                                 const raster::Window& place) {
    STACMLM_TRY(const artifact::OpenedFile file, open_(plan.href));
    STACMLM_TRY(const LoadedModel model, load_model(plan, file, options_.run));
    STACMLM_TRY(const std::vector<Tensor> inputs, tile_at(place, plan, scene, model));
    std::vector<TensorView> views;
    views.reserve(inputs.size());
    for (const Tensor& input : inputs) views.push_back(input.view());
    STACMLM_TRY(const std::vector<Tensor> outputs, model.model->run(views));
    STACMLM_CHECK(add_all(inputs, model.model->inputs(), kInputRole));
    return add_all(outputs, model.model->outputs(), kOutputRole);
  }

  /// The tensors that a tile becomes whose upper left corner is that of `place`.
  base::Result<std::vector<Tensor>> tile_at(const raster::Window& place, const Plan& plan,
                                            const Scene& scene, const LoadedModel& model) const {
    STACMLM_TRY(std::vector<PreparedInput> prepared, prepare_inputs(item_, plan));
    STACMLM_TRY(const SceneReader reader, SceneReader::open(plan, scene, options_.run));
    const raster::Grid& grid = scene.files[plan.grid].grid;
    const TilePlan& tiles = plan.tiles;
    TilePixels pixels;
    std::vector<Tensor> tensors = model.tensors;
    PreprocessSpace space;
    const bool is_whole = tiles.read_width > 0;  // of which the tile is cropped or resized
    STACMLM_CHECK(reader.read(is_whole ? 0 : place.column, is_whole ? 0 : place.row,
                              is_whole ? tiles.read_width : tiles.width,
                              is_whole ? tiles.read_height : tiles.height, pixels));
    for (std::size_t i = 0; i < prepared.size(); ++i) {
      if (prepared[i].needs_norms()) {
        STACMLM_CHECK(prepared[i].measure(plan, options_.run, reader.inputs()[i], reader, grid));
      }
      ValidLayers valid;
      Tensor& tensor = tensors[model.inputs[i]];
      STACMLM_CHECK(prepared[i].apply(pixels, reader.inputs()[i], tiles.width, tiles.height,
                                      {0, tiles.batch}, tensor, space, valid));
      if (tiles.batch > 1) repeat_sample(tensor, prepared[i].layout(), 1);
      if (plan.is_of_pixels()) tensor = some_rows(tensor, plan.inputs[i].shape.front());
    }
    return tensors;
  }

  base::Result<void> add_all(const std::vector<Tensor>& tensors,
                             std::span<const artifact::Tensor> told, std::string_view role) {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const std::string key =
          tensors.size() == 1 ? fmt::format("{}", role) : fmt::format("{}-{}", role, i);
      const std::string path = path_of(key + ".npy");
      STACMLM_TRY(const std::string bytes, write_npy(tensors[i]));
      STACMLM_CHECK(write_file(path, bytes));
      const bool is_input = role == kInputRole;
      add({key,
           path,
           std::string(role),
           std::string(kArrayType),
           is_input ? "Tensor that the model takes" : "Tensor that the model gives",
           told[i].name,
           {}});
    }
    return {};
  }

  json::Value item_;
  const artifact::Opener& open_;
  const ExampleOptions& options_;
  PlanOptions choices_;
  std::vector<ExampleFile> files_;
};

}  // namespace

base::Result<std::vector<ExampleFile>> make_example(const Plan& plan, json::Value item,
                                                    const Scene& scene,
                                                    const artifact::Opener& open,
                                                    const ExampleOptions& options) {
  if (!plan.is_ready())
    return base::fail(ErrorKind::kInvalidArgument, "the plan has open questions");
  return ExampleMaker(item, open, options).make(plan, scene);
}

}  // namespace stacmlm::run
