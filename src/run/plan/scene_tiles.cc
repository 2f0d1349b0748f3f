// SPDX-License-Identifier: Apache-2.0
#include "run/plan/scene_tiles.h"

#include <fmt/format.h>

#include <algorithm>

#include "run/graph/graph.h"
#include "run/postprocess/output_axes.h"
#include "run/tiling/sizes_field.h"
#include "stacmlm/artifact/format.h"

namespace stacmlm::run {
namespace {

ImageAxes axes_of(std::string name, const std::vector<std::string>& dimensions) {
  const auto index = [&](OutputAxis axis) {
    return static_cast<std::size_t>(std::max(find_axis(dimensions, axis), 0));
  };
  return {std::move(name), index(OutputAxis::kRow), index(OutputAxis::kColumn)};
}

}  // namespace

std::vector<ImageAxes> image_inputs(const Plan& plan) {
  std::vector<ImageAxes> inputs;
  for (const InputPlan& input : plan.inputs)
    inputs.push_back(axes_of(input.tensor, input.dimensions));
  return inputs;
}

bool is_followed(const Plan& plan) { return plan.format == "onnx" || plan.is_of_pixels(); }

base::Result<NetworkField> network_field(const artifact::Source& source, const Plan& plan) {
  if (plan.is_of_pixels()) return NetworkField{.is_exact = true, .reasons = {}, .y = {}, .x = {}};
  if (plan.output.is_of_objects()) {  // their coordinates are pixels of the input
    NetworkField field;
    field.reasons = {"objects are found tile by tile"};
    return field;
  }
  if (find_axis(plan.output.dimensions, OutputAxis::kRow) < 0) {
    NetworkField field;
    field.reasons = {"its results have no height and width"};
    return field;
  }
  if (!is_followed(plan)) {
    NetworkField field;
    field.reasons.push_back(fmt::format("how far a pixel looks is not read from files of {}",
                                        artifact::find_format(plan.format)->title));
    STACMLM_TRY(field.x, field_of_sizes(plan.tiles.told_x.image, plan.tiles.told_x.output));
    STACMLM_TRY(field.y, field_of_sizes(plan.tiles.told_y.image, plan.tiles.told_y.output));
    return field;
  }
  STACMLM_TRY(const graph::Graph graph, graph::read_graph(source));
  return field_of(graph, image_inputs(plan),
                  axes_of(plan.output.tensors.front(), plan.output.dimensions));
}

base::Result<std::string> last_operator(const artifact::Source& source, const Plan& plan) {
  if (plan.format != "onnx") return std::string();
  const std::string& output = plan.output.tensors.front();
  STACMLM_TRY(const graph::Graph graph, graph::read_graph(source));
  for (const graph::Node& node : graph.nodes) {
    if (std::ranges::find(node.outputs, output) != node.outputs.end()) return node.type;
  }
  return std::string();
}

base::Result<SceneTiles> cut_scene(const NetworkField& field, const TilePlan& tiles,
                                   const raster::Grid& grid) {
  if (tiles.per != Per::kAuto) return cut_places(tiles, grid);
  SceneTiles cut;
  if (tiles.tiling == Tiling::kBlend) {
    STACMLM_TRY(cut.x,
                cut_overlapping(field.x, grid.width, tiles.width, tiles.overlap, tiles.is_fixed));
    STACMLM_TRY(cut.y,
                cut_overlapping(field.y, grid.height, tiles.height, tiles.overlap, tiles.is_fixed));
    return cut;
  }
  const auto without_margin = [&](AxisField axis) {
    if (tiles.tiling == Tiling::kCrop) axis.left = axis.right = tiles.overlap / 2;
    return axis;
  };
  STACMLM_TRY(cut.x, cut_exactly(without_margin(field.x), grid.width, tiles.width, tiles.is_fixed));
  STACMLM_TRY(cut.y,
              cut_exactly(without_margin(field.y), grid.height, tiles.height, tiles.is_fixed));
  return cut;
}

SceneTiles cut_places(const TilePlan& tiles, const raster::Grid& grid) {
  SceneTiles cut;
  if (tiles.read_width == 0) {
    cut.x = cut_apart(grid.width, tiles.width);
    cut.y = cut_apart(grid.height, tiles.height);
    return cut;
  }
  cut.read = raster::Window{0, 0, tiles.read_width, tiles.read_height};
  cut.x =
      cut_apart(tiles.is_resized ? tiles.width : std::min(tiles.width, grid.width), tiles.width);
  cut.y = cut_apart(tiles.is_resized ? tiles.height : std::min(tiles.height, grid.height),
                    tiles.height);
  return cut;
}

}  // namespace stacmlm::run
