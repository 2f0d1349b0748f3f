// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "diag/json_writer.h"
#include "stacmlm/run/choices.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {
namespace {

using diag::JsonWriter;

void put(JsonWriter& out, std::string_view key, std::string_view text) {
  out.key(key).string(text);
}

void put(JsonWriter& out, std::string_view key, std::int64_t number) {
  out.key(key).raw(std::to_string(number));
}

void put_double(JsonWriter& out, std::string_view key, double number) {
  out.key(key);
  const std::string text = fmt::format("{}", number);
  if (std::isfinite(number)) {
    out.raw(text);
  } else {
    out.string(text);
  }
}

void put(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
  out.key(key).open('[');
  for (const std::string& text : texts) out.string(text);
  out.close(']');
}

void put(JsonWriter& out, std::string_view key, const std::vector<std::int64_t>& numbers) {
  out.key(key).open('[');
  for (const std::int64_t number : numbers) out.raw(std::to_string(number));
  out.close(']');
}

std::vector<std::string> paths_of(const std::vector<SceneTime>& times) {
  std::vector<std::string> paths;
  paths.reserve(times.size());
  for (const SceneTime& time : times) paths.push_back(time.path);
  return paths;
}

void put_read(JsonWriter& out, const BandUse& use, const Scene& scene) {
  const SceneBand& band = scene.bands[use.band];
  const SceneFile& file = scene.files[band.file];
  out.open('{');
  put(out, "wanted", use.wanted);
  put(out, "by", name_of(use.match));
  if (scene.times.size() > 1) put(out, "scene", scene.times[use.time].path);
  if (use.match == BandMatch::kOpen) {
    out.close('}');
    return;
  }
  put(out, "file", file.path);
  if (!file.asset.empty()) put(out, "asset", file.asset);
  put(out, "band", band.number);
  if (!band.name.empty()) put(out, "name", band.name);
  put_double(out, "scale", use.scale);
  put_double(out, "offset", use.offset);
  out.close('}');
}

void put_input(JsonWriter& out, const InputPlan& input, const Scene& scene) {
  out.open('{');
  put(out, "field", input.field);
  put(out, "tensor", input.tensor);
  put(out, "dim_order", input.dimensions);
  put(out, "shape", input.shape);
  put(out, "data_type", input.data_type);
  out.key("reads").open('[');
  for (const BandUse& use : input.reads) put_read(out, use, scene);
  out.close(']').key("channels").open('[');
  for (const ChannelPlan& channel : input.channels) {
    out.open('{');
    put(out, "name", channel.name);
    out.key("reads").open('[');
    for (const std::size_t source : channel.sources) out.number(source);
    out.close(']');
    if (!channel.format.empty()) {
      put(out, "format", channel.format);
      put(out, "expression", channel.expression);
    }
    if (!channel.scaling.empty()) put(out, "scaling", channel.scaling);
    out.close('}');
  }
  out.close(']').close('}');
}

void put_constants(JsonWriter& out, const Plan& plan) {
  if (plan.constants.empty()) return;
  out.key("constants").open('[');
  for (const ConstantInput& input : plan.constants) {
    out.open('{');
    put(out, "field", input.field);
    put(out, "tensor", input.tensor);
    put(out, "shape", input.shape);
    put(out, "data_type", input.data_type);
    out.key("numbers").open('[');
    for (const double number : input.numbers) out.raw(fmt::format("{}", number));
    out.close(']').close('}');
  }
  out.close(']');
}

void put_tiles(JsonWriter& out, const TilePlan& tiles) {
  out.key("tiles").open('{');
  put(out, "tiling", word_of(kTilings, tiles.tiling));
  out.key("exact").raw(tiles.is_exact ? "true" : "false");
  if (!tiles.is_exact) put(out, "reason", tiles.reason);
  put(out, "count", tiles.across * tiles.down);
  put(out, "size", std::vector<std::int64_t>{tiles.width, tiles.height});
  put(out, "step", std::vector<std::int64_t>{tiles.step_x, tiles.step_y});
  put(out, "halo", std::vector<std::int64_t>{tiles.halo_x, tiles.halo_y});
  put(out, "stride", std::vector<std::int64_t>{tiles.stride_x, tiles.stride_y});
  put(out, "overlap", tiles.overlap);
  if (tiles.per != Per::kAuto) put(out, "per", word_of(kPers, tiles.per));
  if (tiles.read_width > 0) {
    put(out, tiles.is_resized ? "resized_from" : "cropped_from",
        std::vector<std::int64_t>{tiles.read_width, tiles.read_height});
  }
  if (tiles.batch > 1) put(out, "batch", tiles.batch);
  put(out, "padding", tiles.pad);
  out.close('}');
}

void put_output(JsonWriter& out, const Plan& plan) {
  const OutputPlan& output = plan.output;
  out.key("output").open('{');
  put(out, "field", output.field);
  put(out, "tensors", output.tensors);
  put(out, "task", output.task);
  put(out, "kind", name_of(output.kind));
  put(out, "dim_order", output.dimensions);
  put(out, "shape", output.shape);
  put(out, "activation", output.activation);
  out.key("functions").open('[');
  for (const OutputFunction& function : output.functions) {
    out.open('{');
    put(out, "format", function.format);
    put(out, "expression", function.expression);
    out.close('}');
  }
  out.close(']');
  if (output.threshold) put_double(out, "threshold", *output.threshold);
  if (output.is_of_objects()) {
    put(out, "boxes", name_of(output.boxes.format));
    put(out, "box_units", output.boxes.is_fraction ? "fractions" : "pixels");
    put_double(out, "iou", output.boxes.iou);
  }
  if (is_layer(output.kind)) {
    put(out, "layer_format", raster::name_of(output.layer_format));
    out.key("columns").open('[');
    for (const ColumnPlan& column : output.columns) out.string(column.name);
    out.close(']').close('}');
    return;
  }
  put(out, "data_type", output.data_type);
  put(out, "bands", output.bands);
  put_double(out, "nodata", output.nodata);
  put(out, "size", std::vector<std::int64_t>{plan.tiles.output_width, plan.tiles.output_height});
  out.close('}');
}

void put_questions(JsonWriter& out, const Plan& plan) {
  out.key("questions").open('[');
  for (const Question& question : plan.questions) {
    out.open('{');
    put(out, "field", question.field);
    put(out, "what", question.what);
    put(out, "option", question.option);
    put(out, "choices", question.choices);
    out.close('}');
  }
  out.close(']');
}

}  // namespace

std::string plan_json(const Plan& plan, const Scene& scene) {
  JsonWriter out;
  out.open('{');
  put(out, "model", plan.model);
  put(out, "item", plan.item_path);
  put(out, "asset", plan.asset);
  put(out, "href", plan.href);
  put(out, "format", plan.format);
  put(out, "runtime", plan.runtime);
  put(out, "device", plan.device);
  put(out, "workers", plan.workers);
  put(out, "scene", scene.path());
  if (scene.times.size() > 1) put(out, "series", paths_of(scene.times));
  if (!scene.with.empty()) put(out, "with", paths_of(scene.with));
  out.key("inputs").open('[');
  for (const InputPlan& input : plan.inputs) put_input(out, input, scene);
  out.close(']');
  put_constants(out, plan);
  put(out, "grid", scene.files[plan.grid].path);
  if (!plan.resampling.empty()) put(out, "resampling", plan.resampling);
  if (!plan.norm_domain.empty()) put(out, "norm_domain", plan.norm_domain);
  put(out, "datetime", plan.datetime);
  if (!plan.end_datetime.empty()) put(out, "end_datetime", plan.end_datetime);
  put(out, "nodata_policy", word_of(kNodataPolicies, plan.nodata));
  put_tiles(out, plan.tiles);
  put_output(out, plan);
  put(out, "memory", static_cast<std::int64_t>(plan.memory));
  put(out, "steps", plan.steps);
  put(out, "notes", plan.notes);
  put_questions(out, plan);
  return out.close('}').text() + '\n';
}

}  // namespace stacmlm::run
