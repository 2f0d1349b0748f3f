// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "run/plan/band_match.h"
#include "run/plan/compile_input.h"
#include "run/plan/planning.h"

namespace stacmlm::run {
namespace {

std::string numbers_text(const ConstantInput& input) {
  constexpr std::size_t kMost = 16;  // that a sentence has room for
  const std::size_t count = std::min(kMost, input.numbers.size());
  return fmt::format("{}{}", fmt::join(std::span(input.numbers).first(count), ", "),
                     count < input.numbers.size() ? ", ..." : "");
}

std::string tiling_step(const Plan& plan) {
  const TilePlan& tiles = plan.tiles;
  if (plan.is_of_pixels()) return "run the model on each pixel by itself, where it has data";
  return fmt::format("run the model on {} tile{} of {} x {} pixels{}", tiles.across * tiles.down,
                     tiles.across * tiles.down == 1 ? "" : "s", tiles.width, tiles.height,
                     tiles.batch == 1 ? "" : fmt::format(", {} at a time", tiles.batch));
}

std::string merge_step(const TilePlan& tiles) {
  if (tiles.tiling == Tiling::kBlend) return "average scores where tiles overlap, by Hann weights";
  if (tiles.tiling == Tiling::kCrop) return "keep the middle of tiles that overlap";
  return "keep of each tile what does not depend on its edges";
}

std::string result_step(const OutputPlan& output, OutputKind kind) {
  switch (kind) {
    case OutputKind::kClassMap:
      return output.channels == 1 || !output.functions.empty()
                 ? "take the class numbers as they come"
                 : "take the class with the highest score, the first of equals";
    case OutputKind::kMask:
      return fmt::format("say yes from {:g} on", output.threshold.value_or(0));
    case OutputKind::kProbabilities:
      return "keep one score a class";
    case OutputKind::kValues:
      return "keep the values as they come";
    case OutputKind::kBoxes:
    case OutputKind::kPolygons:
      return fmt::format("write {}", name_of(output.kind));
    case OutputKind::kTable:
      return result_step(output, output.row_kind);
  }
  return {};
}

void tell_object_steps(Plan& plan) {
  const OutputPlan& output = plan.output;
  if (output.activation != "none")
    plan.steps.emplace_back("apply " + output.activation + " to scores");
  plan.steps.push_back(fmt::format(
      "read boxes as {} in {}, from a score of {:g} on", name_of(output.boxes.format),
      output.boxes.is_fraction ? "fractions of the tile" : "pixels", output.threshold.value_or(0)));
  plan.steps.emplace_back("leave out objects of which more than half is nodata");
  plan.steps.emplace_back("keep of each tile the objects whose centre lies in its core");
  plan.steps.push_back(fmt::format(
      "keep the best of objects of a class that overlap by more than {:g}", output.boxes.iou));
  plan.steps.emplace_back(output.kind == OutputKind::kBoxes
                              ? "write a rectangle for each object"
                              : "write the outline of the largest piece of each mask, from 0.5 on");
}

}  // namespace

void tell_steps(Planning& planning, std::span<const Preprocess> preprocess) {
  Plan& plan = planning.plan;
  for (std::size_t k = 0; k < plan.inputs.size(); ++k) {
    for (std::size_t i = 0; i < plan.inputs[k].channels.size(); ++i)
      plan.inputs[k].channels[i].scaling = preprocess[k].scaling_text(i);
  }
  plan.steps.emplace_back("read stored numbers");
  for (std::size_t file = 0; file < planning.scene.files.size(); ++file) {
    if (!planning.scene.files[file].is_warped) continue;
    plan.steps.push_back(
        fmt::format("warp {} to a grid that is north up", file_called(file, planning.scene)));
  }
  if (!plan.resampling.empty()) {
    plan.steps.push_back(fmt::format("bring bands to the grid of {} by {}",
                                     file_called(plan.grid, planning.scene), plan.resampling));
  }
  for (std::size_t k = 0; k < plan.inputs.size(); ++k) {
    const std::string of = plan.inputs.size() == 1 ? "" : plan.inputs[k].tensor + ": ";
    for (const std::string& step : preprocess[k].steps()) plan.steps.push_back(of + step);
    for (const std::string& note : preprocess[k].notes()) planning.note(of + note);
  }
  for (const ConstantInput& input : plan.constants)
    plan.steps.push_back(fmt::format("give {} to {}", numbers_text(input), input.tensor));
  plan.steps.push_back(tiling_step(plan));
  if (plan.output.is_of_objects()) {
    tell_object_steps(plan);
    return;
  }
  if (!plan.is_of_pixels() && plan.tiles.per == Per::kAuto)
    plan.steps.push_back(merge_step(plan.tiles));
  for (const OutputFunction& function : plan.output.functions)
    plan.steps.push_back(fmt::format("apply {} `{}`", function.format, function.expression));
  if (plan.output.activation != "none") plan.steps.emplace_back("apply " + plan.output.activation);
  plan.steps.push_back(result_step(plan.output, plan.output.kind));
  if (plan.output.is_of_places && !is_layer(plan.output.kind)) {
    plan.steps.emplace_back("write a pixel for each tile, nodata where it has no data");
    return;
  }
  if (plan.tiles.per != Per::kAuto) {
    plan.steps.emplace_back(
        plan.tiles.per == Per::kScene
            ? "write one row, and in it the share of pixels without data"
            : "write a row for each tile, and in it the share of pixels without "
              "data");
    return;
  }
  plan.steps.emplace_back(plan.nodata == NodataPolicy::kAny
                              ? "write nodata where any band that is read has none"
                              : "write nodata where no band that is read has any");
}

}  // namespace stacmlm::run
