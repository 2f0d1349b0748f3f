// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run/plan/compile_input.h"
#include "run/plan/planning.h"

namespace stacmlm::run {
namespace {

std::string tiling_step(const Plan& plan) {
  const TilePlan& tiles = plan.tiles;
  if (plan.is_of_pixels()) return "run the model on each pixel by itself, where it has data";
  return fmt::format("run the model on {} tile{} of {} x {} pixels", tiles.across * tiles.down,
                     tiles.across * tiles.down == 1 ? "" : "s", tiles.width, tiles.height);
}

std::string merge_step(const TilePlan& tiles) {
  if (tiles.tiling == Tiling::kBlend) return "average scores where tiles overlap, by Hann weights";
  return "keep of each tile what does not depend on its edges";
}

std::string result_step(const OutputPlan& output) {
  switch (output.kind) {
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
    case OutputKind::kTable:
      return fmt::format("write {}", name_of(output.kind));
  }
  return {};
}

}  // namespace

void tell_steps(Planning& planning, std::span<const Preprocess> preprocess) {
  Plan& plan = planning.plan;
  for (std::size_t k = 0; k < plan.inputs.size(); ++k) {
    for (std::size_t i = 0; i < plan.inputs[k].channels.size(); ++i)
      plan.inputs[k].channels[i].scaling = preprocess[k].scaling_text(i);
  }
  plan.steps.push_back("read stored numbers");
  if (!plan.resampling.empty()) {
    plan.steps.push_back(fmt::format("bring bands to the grid of {} by {}",
                                     planning.scene.files[plan.grid].asset, plan.resampling));
  }
  for (std::size_t k = 0; k < plan.inputs.size(); ++k) {
    const std::string of = plan.inputs.size() == 1 ? "" : plan.inputs[k].tensor + ": ";
    for (const std::string& step : preprocess[k].steps()) plan.steps.push_back(of + step);
    for (const std::string& note : preprocess[k].notes()) planning.note(of + note);
  }
  plan.steps.push_back(tiling_step(plan));
  if (!plan.is_of_pixels()) plan.steps.push_back(merge_step(plan.tiles));
  for (const OutputFunction& function : plan.output.functions)
    plan.steps.push_back(fmt::format("apply {} `{}`", function.format, function.expression));
  if (plan.output.activation != "none") plan.steps.push_back("apply " + plan.output.activation);
  plan.steps.push_back(result_step(plan.output));
  plan.steps.push_back(plan.nodata == NodataPolicy::kAny
                           ? "write nodata where any band that is read has none"
                           : "write nodata where no band that is read has any");
}

}  // namespace stacmlm::run
