// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "diag/size_text.h"
#include "diag/visible.h"
#include "run/plan/band_match.h"
#include "run/plan/value_text.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {
namespace {

constexpr std::size_t kColumns = 5;
using Row = std::array<std::string, kColumns>;

void add_fact(std::string& out, std::string_view label, std::string_view text) {
  if (!text.empty()) out += fmt::format("{:12}{}\n", label, diag::visible(text));
}

std::string shape_text(const std::vector<std::string>& names,
                       const std::vector<std::int64_t>& sizes) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < std::min(names.size(), sizes.size()); ++i) {
    all.push_back(sizes[i] < 0 ? names[i] : fmt::format("{} {}", names[i], sizes[i]));
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

std::string place_text(const BandUse& use, const Scene& scene) {
  if (use.match == BandMatch::kOpen) return "?";
  const SceneBand& band = scene.bands[use.band];
  const SceneFile& file = scene.files[band.file];
  return fmt::format("band {} of {}", band.number, file.asset.empty() ? file.path : file.asset);
}

std::string match_text(const BandUse& use) {
  return use.match == BandMatch::kOpen ? "not clear" : fmt::format("by {}", name_of(use.match));
}

std::string joined(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + ", then " + second;
}

std::string table_text(const std::vector<Row>& rows) {
  std::array<std::size_t, kColumns> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (widths[i] > 0) line += fmt::format(" {:{}} ", row[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

std::string channels_text(const InputPlan& input, std::size_t time, const Scene& scene) {
  std::vector<Row> rows;
  const auto reads = input.reads_of(time);
  for (std::size_t i = 0; i < input.channels.size(); ++i) {
    const ChannelPlan& channel = input.channels[i];
    const std::string number = std::to_string(i);
    const std::string name = diag::visible(channel.name);
    const std::string scaling = diag::visible(channel.scaling);
    if (!channel.format.empty()) {
      rows.push_back({number, name, diag::visible(channel.expression), channel.format, scaling});
      continue;
    }
    const BandUse& use = reads[channel.sources.front()];
    rows.push_back({number, name, diag::visible(place_text(use, scene)), match_text(use),
                    joined(value_text(use.scale, use.offset), scaling)});
  }
  return table_text(rows);
}

/// Bands that only expressions read.
std::string sources_text(const InputPlan& input, std::size_t time, const Scene& scene) {
  std::vector<Row> rows;
  const auto reads = input.reads_of(time);
  for (const BandUse& use : reads) {
    const bool is_channel = std::ranges::any_of(input.channels, [&](const ChannelPlan& one) {
      return one.format.empty() && &reads[one.sources.front()] == &use;
    });
    if (is_channel) continue;
    rows.push_back({"", diag::visible(use.wanted), diag::visible(place_text(use, scene)),
                    match_text(use), value_text(use.scale, use.offset)});
  }
  return table_text(rows);
}

std::string tiles_text(const TilePlan& tiles) {
  std::string text = fmt::format("{} of {} x {} pixels ({} x {}), stride {}",
                                 tiles.across * tiles.down, tiles.width, tiles.height, tiles.across,
                                 tiles.down, std::max(tiles.stride_x, tiles.stride_y));
  if (tiles.tiling == Tiling::kBlend || tiles.tiling == Tiling::kCrop) {
    text += fmt::format(", overlap {}", tiles.overlap);
  } else {
    text += fmt::format(", halo {}", std::max(tiles.halo_x, tiles.halo_y));
  }
  return text + ", padding " + tiles.pad;
}

std::string rows_text(const TilePlan& tiles) {
  if (tiles.per == Per::kAuto) return {};
  if (tiles.per == Per::kTile) return "one for each tile";
  if (tiles.read_width == 0) return "one for the scene";
  return fmt::format("one for the scene, {} from {} x {} pixels",
                     tiles.is_resized ? "resized" : "cropped", tiles.read_width, tiles.read_height);
}

std::string output_text(const Plan& plan) {
  const OutputPlan& output = plan.output;
  if (is_layer(output.kind)) {
    std::string text =
        fmt::format("{}, {}", name_of(output.kind), raster::name_of(output.layer_format));
    if (output.threshold) text += fmt::format(", threshold {}", *output.threshold);
    if (output.is_of_objects()) {
      text += fmt::format(", {} in {}, IoU {}, {} classes", name_of(output.boxes.format),
                          output.boxes.is_fraction ? "fractions" : "pixels", output.boxes.iou,
                          output.classes.size());
    }
    if (output.activation != "none") text += ", " + output.activation;
    return text;
  }
  std::string text = fmt::format("{}, {}, {} x {} pixels", name_of(output.kind), output.data_type,
                                 plan.tiles.output_width, plan.tiles.output_height);
  if (output.threshold) text += fmt::format(", threshold {}", *output.threshold);
  if (output.activation != "none") text += ", " + output.activation;
  return text + fmt::format(", nodata {}", output.nodata);
}

std::string questions_text(const Plan& plan) {
  if (plan.questions.empty()) return {};
  std::string out = "\nnot clear:\n";
  for (const Question& question : plan.questions) {
    const std::string where = question.field.empty() ? "" : question.field + ": ";
    out += fmt::format("  {}{}\n", diag::visible(where), diag::visible(question.what));
    const bool joins = question.option.ends_with('=');
    out += fmt::format("    {}{}{}\n", diag::visible(question.option), joins ? "" : " ",
                       question.choices.empty()
                           ? std::string("...")
                           : diag::visible(fmt::format("{}", fmt::join(question.choices, " | "))));
  }
  return out;
}

}  // namespace

std::string plan_text(const Plan& plan, const Scene& scene) {
  std::string out;
  add_fact(out, "model", plan.model);
  add_fact(out, "asset", fmt::format("{} ({}, {})", plan.asset, plan.href, plan.format));
  add_fact(out, "runtime",
           fmt::format("{} on {}, {} worker{}", plan.runtime, plan.device, plan.workers,
                       plan.workers == 1 ? "" : "s"));
  add_fact(out, "scene",
           scene.times.size() == 1
               ? scene.path()
               : fmt::format("a series of {}, oldest first", scene.times.size()));
  for (const SceneTime& raster : scene.with) add_fact(out, "with", raster.path);
  for (const InputPlan& input : plan.inputs) {
    add_fact(out, "input",
             fmt::format("{}: {}, {}", input.tensor.empty() ? "the only one" : input.tensor,
                         shape_text(input.dimensions, input.shape), input.data_type));
    for (std::size_t time = 0; time < input.times; ++time) {
      if (scene.times.size() > 1)
        add_fact(out, "  scene", scene.times[input.first_time + time].path);
      out += channels_text(input, time, scene) + sources_text(input, time, scene);
    }
  }
  for (const ConstantInput& input : plan.constants) {
    add_fact(out, "input", fmt::format("{}: numbers, {}", input.tensor, input.data_type));
  }
  if (!plan.resampling.empty()) {
    add_fact(
        out, "grid",
        fmt::format("of {}, the others by {}", file_called(plan.grid, scene), plan.resampling));
  }
  add_fact(out, "tiles", tiles_text(plan.tiles));
  add_fact(out, "rows", rows_text(plan.tiles));
  if (plan.tiles.per == Per::kAuto)
    add_fact(out, "exact",
             plan.tiles.is_exact ? "yes: tiles give what the whole scene at once gives"
                                 : "no: " + plan.tiles.reason);
  add_fact(out, "memory",
           fmt::format("about {}", diag::size_text(static_cast<double>(plan.memory))));
  add_fact(out, "output", output_text(plan));
  out += "steps\n";
  for (std::size_t i = 0; i < plan.steps.size(); ++i)
    out += fmt::format("  {}. {}\n", i + 1, diag::visible(plan.steps[i]));
  for (const std::string& note : plan.notes) add_fact(out, "note", note);
  return out + questions_text(plan);
}

}  // namespace stacmlm::run
