// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/artifact/verify.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/raster/layer.h"
#include "stacmlm/run/box_plan.h"
#include "stacmlm/run/choices.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// What the user may decide. What is empty is worked out, or asked for.
struct PlanOptions {
  std::string asset;             ///< key of the model's asset
  std::string runtime = "auto";  ///< or the name of one, as Plan::runtime
  std::string device = "cpu";
  std::string output;  ///< name of the model's output that is kept
  /// Model's band -> band of the scene: its name, or `number`, or `asset:number`. The model's is
  /// called by its name, or `input/name` where several inputs have one of that name.
  std::vector<std::pair<std::string, std::string>> bands;
  /// Input of the model -> place in the series, from 1, of the scene that feeds it: for inputs
  /// without a time dimension.
  std::vector<std::pair<std::string, std::string>> times;
  /// Input of the model that is no image -> its numbers, with commas between them: `2.5,-1`.
  std::vector<std::pair<std::string, std::string>> inputs;
  bool allow_external = false;     ///< functions in Python may be run
  bool bands_by_position = false;  ///< band i of the scene is what the model lists as its i-th
  std::string grid;                ///< asset whose grid the result has
  /// `auto`, `none`, or a number that is added to each stored value.
  std::string dn_offset = "auto";
  /// Scale and offset that the scene states, of kScales; empty: asked for if there are any.
  std::string scale;
  std::string norm_domain;  ///< of kNormDomains: for `norm_type` of MLM <= 1.3
  std::string resampling;   ///< for files on another grid: `nearest`, `bilinear`, `cubic`
  /// RFC 3339, of a scene that tells none; `START/END` of a series.
  std::string datetime;
  std::string activation;       ///< of kActivations
  std::string pad = "reflect";  ///< of kPadModes
  std::optional<double> threshold;
  std::string boxes;          ///< name of a BoxFormat
  std::string box_units;      ///< of kBoxUnits
  std::optional<double> iou;  ///< as BoxPlan::iou
  std::int64_t overlap = -1;  ///< pixels that tiles of detectors share; -1: a part of the tile
  ResultForm form = ResultForm::kAuto;
  Per per = Per::kAuto;
  Rows rows = Rows::kLayer;
  raster::LayerFormat layer_format =
      raster::LayerFormat::kGeoPackage;  ///< of results without pixels
  Tiling tiling = Tiling::kAuto;
  NodataPolicy nodata = NodataPolicy::kAny;
  std::int64_t tile = 0;                           ///< pixels a side; 0: from `memory`
  std::uint64_t memory = std::uint64_t{2} << 30U;  ///< bytes for the whole program
  unsigned workers = 0;                            ///< 0: one a processor
};

/// Something that the metadata do not say, or say in two ways.
struct Question {
  std::string field;                 ///< `mlm:input[0].bands[3]`; may be empty
  std::string what;                  ///< one sentence, lower-case start, no full stop
  std::string option;                ///< that answers it: `--band B08=...`
  std::vector<std::string> choices;  ///< values that the option may have here; may be empty
};

/// How a band of the scene was found to be the one that the model wants.
enum class BandMatch { kOpen, kOption, kName, kAlias, kCommonName, kWavelength, kPosition };
/// `open` (it is asked for), `option`, `name`, `alias`, `common name`, `wavelength`, `position`.
std::string_view name_of(BandMatch match);

/// A band that is read, and what its stored numbers become: scale * number + offset.
struct BandUse {
  std::string wanted;    ///< what the model calls it
  std::size_t band = 0;  ///< index in Scene::bands
  std::size_t time = 0;  ///< index in Scene::times
  BandMatch match = BandMatch::kOpen;
  double scale = 1;
  double offset = 0;
};

/// One channel of an input tensor, at every time of a series.
struct ChannelPlan {
  std::string name;  ///< in the metadata; may be empty
  /// Indices in InputPlan::reads_of(time): one, or what is computed with.
  std::vector<std::size_t> sources;
  std::string format;  ///< of the expression; empty: the band as it is
  /// A program of others works it out of the sources: see external.h.
  bool is_external = false;
  std::string expression;
  std::string scaling;  ///< `(x - 1354.4) / 245.7`; empty: none
};

/// One input of the model that bands feed.
struct InputPlan {
  std::size_t index = 0;                ///< in `mlm:input`
  std::string field;                    ///< `mlm:input[0]`
  std::string tensor;                   ///< its name in the model file
  std::vector<std::string> dimensions;  ///< `batch`, `bands`, `height`, `width` in their order
  std::vector<std::int64_t> shape;      ///< -1 is free; the model file has the last word
  std::string data_type;
  std::size_t times = 1;       ///< of a series; 1 without
  std::size_t first_time = 0;  ///< index in Scene::times
  bool is_of_pixels = false;   ///< it has no height and width: each pixel is a sample of the batch
  std::vector<BandUse> reads;  ///< as many at each time, one time after the other
  std::vector<ChannelPlan> channels;

  [[nodiscard]] std::span<const BandUse> reads_of(std::size_t time) const {
    const std::size_t count = reads.size() / times;
    return std::span(reads).subspan(time * count, count);
  }
};

/// An input without height and width beside images: it gets the same numbers at each tile.
struct ConstantInput {
  std::string field;                ///< `mlm:input[1]`
  std::string tensor;               ///< its name in the model file
  std::vector<std::int64_t> shape;  ///< for one image
  bool has_batch = false;           ///< the first dimension counts images
  std::string data_type;
  std::vector<double> numbers;  ///< for one image, last dimension first
};

/// Pixels of one axis of an image, and of what the model makes of it, as the file or the metadata
/// say; 0: they do not.
struct SizePair {
  std::int64_t image = 0;
  std::int64_t output = 0;
};

/// How the scene is cut. Sizes in pixels of the input.
struct TilePlan {
  Per per = Per::kAuto;            ///< of tables: never kAuto
  Tiling tiling = Tiling::kExact;  ///< never kAuto
  bool is_exact = false;           ///< bit for bit what the whole scene at once would give
  bool is_fixed = false;           ///< the model is run on no other size, however small the scene
  SizePair told_x;                 ///< of a model whose file does not tell what it does to pixels
  SizePair told_y;
  std::string reason;      ///< why it is not exact; empty: it is
  std::int64_t width = 0;  ///< of what the model is given
  std::int64_t height = 0;
  std::int64_t read_width = 0;  ///< of a scene that is cropped or resized to that; 0: it is not
  std::int64_t read_height = 0;
  bool is_resized = false;  ///< else it is cropped, in the middle
  std::int64_t halo_x = 0;  ///< pixels beside a pixel of the output that it depends on, at most
  std::int64_t halo_y = 0;
  std::int64_t step_x = 0;  ///< from tile to tile
  std::int64_t step_y = 0;
  std::int64_t stride_x = 1;  ///< that tile origins are multiples of
  std::int64_t stride_y = 1;
  std::int64_t overlap = 0;  ///< of tiles that are blended, or of which the middle is kept
  std::int64_t across = 0;   ///< tiles
  std::int64_t down = 0;
  std::int64_t batch = 1;         ///< tiles that the model takes at once
  std::string pad;                ///< beyond the edges of the scene: of kPadModes
  std::int64_t output_width = 0;  ///< pixels of the result
  std::int64_t output_height = 0;
};

/// One class of a class map.
struct ClassPlan {
  std::int64_t value = 0;
  std::string name;
  std::string description;
  std::string color;  ///< six hex digits; empty: none told
  bool nodata = false;
};

enum class OutputKind {
  kClassMap,
  kProbabilities,
  kValues,
  kMask,      ///< one score against the threshold
  kBoxes,     ///< of detectors: a layer of rectangles
  kPolygons,  ///< of detectors: a layer of outlines
  kTable,     ///< results without height and width: a layer of the places that were looked at
};
/// `class map`, `probabilities`, `values`, `mask`, `boxes`, `polygons`, `table`.
std::string_view name_of(OutputKind kind);

/// The result is a layer; else it is a raster.
bool is_layer(OutputKind kind);
/// The values of the result are those of classes: kClassMap, kMask.
bool has_classes(OutputKind kind);

/// A column of a layer.
struct ColumnPlan {
  std::string name;
  raster::FieldType type = raster::FieldType::kReal;
  std::string description;
};

/// One expression of `post_processing_function`.
struct OutputFunction {
  std::string field;  ///< `mlm:output[0].post_processing_function`
  std::string format;
  std::string expression;
};

/// The raster or the layer that is written.
struct OutputPlan {
  std::string field;  ///< `mlm:output[0]`
  /// Names in the model file of what is kept: one, but for detectors that give boxes, labels and
  /// scores apart. Dimensions and shape are those of the first.
  std::vector<std::string> tensors;
  std::string task;
  OutputKind kind = OutputKind::kClassMap;
  /// Of a table: what a row tells, in the word that a raster of it would have.
  OutputKind row_kind = OutputKind::kClassMap;
  /// The model gives one row for an image: it is a table, or a raster with a pixel for each tile.
  bool is_of_places = false;
  std::vector<std::string> dimensions;
  std::vector<std::int64_t> shape;
  std::int64_t channels = 0;                 ///< of the model's output
  std::vector<std::string> channel_names{};  ///< that functions may use
  std::vector<OutputFunction> functions{};   ///< what the scores go through, in order
  std::string activation;                    ///< of kActivations
  std::optional<double> threshold;
  std::string data_type;           ///< of the raster
  std::vector<std::string> bands;  ///< names
  double nodata = 0;
  std::vector<ClassPlan> classes;
  raster::LayerFormat layer_format = raster::LayerFormat::kGeoPackage;
  std::vector<ColumnPlan> columns;  ///< of the layer
  BoxPlan boxes;                    ///< of kBoxes and kPolygons

  [[nodiscard]] bool is_of_objects() const {
    return kind == OutputKind::kBoxes || kind == OutputKind::kPolygons;
  }
};

/// Everything that a run will do, before it does it. Plain data.
struct Plan {
  std::string model;      ///< `mlm:name`
  std::string model_id;   ///< of the Item
  std::string item_path;  ///< of the Item
  std::string asset;      ///< key
  std::string href;
  std::string artifact_type;
  std::string format;  ///< of the model file, as inspect() tells it
  std::string runtime;
  std::string device;
  std::vector<InputPlan> inputs;         ///< in the order of the metadata
  std::vector<ConstantInput> constants;  ///< the inputs that are none of these
  OutputPlan output;
  TilePlan tiles;
  std::size_t grid = 0;     ///< index in Scene::files: the grid of the result
  std::string resampling;   ///< of the files on other grids; empty: there are none
  std::string norm_domain;  ///< of kNormDomains; empty: nobody said
  NodataPolicy nodata = NodataPolicy::kAny;
  std::string datetime;            ///< of the scene, or of its start
  std::string end_datetime;        ///< empty: it has no length
  std::vector<std::string> steps;  ///< the order of operations, one sentence each
  std::uint64_t memory = 0;        ///< bytes, about
  /// Of them, for blocks of the scene that are decoded.
  std::uint64_t read_cache = std::uint64_t{64} << 20U;
  unsigned workers = 1;
  std::vector<std::string> notes;  ///< what was decided, and is worth a look
  std::vector<Question> questions;

  /// The model takes pixels, not images: each valid pixel of a tile is a sample.
  [[nodiscard]] bool is_of_pixels() const { return !inputs.empty() && inputs.front().is_of_pixels; }
  /// Nothing is left to ask: it can be run.
  [[nodiscard]] bool is_ready() const { return questions.empty(); }
};

/// Works out how to run the model of `item` on `scene`, from what MLM says of inputs
/// (`mlm:input`: Model Input Object), outputs (`mlm:output`: Model Output Object) and assets (Asset
/// Objects), and from the model file, whose structure is read; no pixel is. What is ambiguous
/// becomes a Question; no guess. `item_path` names it in messages; `open` gets the hrefs of assets.
/// Safe to call from several threads.
///
/// Errors, all naming the field: `kNotFound` (the model file), `kInvalidDocument` (it is broken, or
/// not what the metadata say), `kUnsupported` (a field asks for what cannot be done),
/// `kInvalidArgument` (an option that is wrong or decides nothing here), `kLimitExceeded` (it does
/// not fit into PlanOptions::memory).
///
/// ```cpp
/// const auto open_file = artifact::open_beside("item.json");
/// auto plan = run::make_plan(item.root(), "item.json", *scene, open_file);
/// if (!plan) return report(plan.error());
/// for (const auto& question : plan->questions) print(question.what, question.option);
/// print(run::plan_text(*plan, *scene));
/// ```
base::Result<Plan> make_plan(json::Value item, const std::string& item_path, const Scene& scene,
                             const artifact::Opener& open, const PlanOptions& options = {});

/// The plan for people: what `mlm run --plan` prints.
std::string plan_text(const Plan& plan, const Scene& scene);
/// The same as one JSON object, on one line.
std::string plan_json(const Plan& plan, const Scene& scene);

}  // namespace stacmlm::run
