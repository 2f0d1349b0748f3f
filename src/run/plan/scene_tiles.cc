// SPDX-License-Identifier: Apache-2.0
#include "run/plan/scene_tiles.h"

#include <algorithm>

#include "run/graph/graph.h"
#include "run/plan/output_axes.h"

namespace stacmlm::run {
namespace {

ImageAxes axes_of(std::string name, const std::vector<std::string>& dimensions) {
  const auto index = [&](OutputAxis axis) {
    return static_cast<std::size_t>(std::max(find_axis(dimensions, axis), 0));
  };
  return {std::move(name), index(OutputAxis::kRow), index(OutputAxis::kColumn)};
}

}  // namespace

base::Result<NetworkField> network_field(const artifact::Source& source, const Plan& plan) {
  if (plan.is_of_pixels()) return NetworkField{.is_exact = true, .reasons = {}, .y = {}, .x = {}};
  STACMLM_TRY(const graph::Graph graph, graph::read_graph(source));
  const InputPlan& input = plan.inputs.front();
  return field_of(graph, axes_of(input.tensor, input.dimensions),
                  axes_of(plan.output.tensors.front(), plan.output.dimensions));
}

base::Result<std::string> last_operator(const artifact::Source& source, const std::string& output) {
  STACMLM_TRY(const graph::Graph graph, graph::read_graph(source));
  for (const graph::Node& node : graph.nodes) {
    if (std::ranges::find(node.outputs, output) != node.outputs.end()) return node.type;
  }
  return std::string();
}

base::Result<SceneTiles> cut_scene(const NetworkField& field, const TilePlan& tiles,
                                   const raster::Grid& grid) {
  SceneTiles cut;
  if (tiles.tiling == Tiling::kBlend) {
    STACMLM_TRY(cut.x,
                cut_overlapping(field.x, grid.width, tiles.width, tiles.overlap, tiles.is_fixed));
    STACMLM_TRY(cut.y,
                cut_overlapping(field.y, grid.height, tiles.height, tiles.overlap, tiles.is_fixed));
    return cut;
  }
  STACMLM_TRY(cut.x, cut_exactly(field.x, grid.width, tiles.width, tiles.is_fixed));
  STACMLM_TRY(cut.y, cut_exactly(field.y, grid.height, tiles.height, tiles.is_fixed));
  return cut;
}

}  // namespace stacmlm::run
