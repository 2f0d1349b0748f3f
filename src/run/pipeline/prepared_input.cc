// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/prepared_input.h"

#include <algorithm>

#include "run/plan/compile_input.h"

namespace stacmlm::run {

base::Result<PreparedInput> PreparedInput::compile(const Plan& plan, std::size_t index,
                                                   const mlm::ModelInput& stated) {
  const InputPlan& input = plan.inputs[index];
  PreparedInput prepared;
  for (std::size_t time = 0; time < input.times; ++time) {
    STACMLM_TRY(Preprocess one,
                compile_input(input, time, stated, plan.norm_domain, plan.tiles.pad));
    prepared.times_.push_back(std::move(one));
  }
  return prepared;
}

base::Result<void> PreparedInput::measure(const Plan& plan, const RunOptions& options,
                                          const InputBands& bands, const SceneReader& reader,
                                          const raster::Grid& grid) {
  PreprocessSpace space;
  TilePixels pixels;
  std::vector<std::vector<ChannelNorms>> norms(
      times_.size(), std::vector<ChannelNorms>(times_.front().channels()));
  for (std::int64_t y = 0; y < grid.height; y += plan.tiles.height) {
    for (std::int64_t x = 0; x < grid.width; x += plan.tiles.width) {
      if (options.is_stopped()) return base::fail(base::ErrorKind::kIo, "stopped");
      const std::int64_t width = std::min(plan.tiles.width, grid.width - x);
      const std::int64_t height = std::min(plan.tiles.height, grid.height - y);
      STACMLM_CHECK(reader.read(x, y, width, height, pixels));
      for (std::size_t time = 0; time < times_.size(); ++time) {
        STACMLM_CHECK(
            times_[time].measure(pixels.block(bands, time), width, height, norms[time], space));
      }
    }
  }
  for (std::size_t time = 0; time < times_.size(); ++time) {
    STACMLM_TRY(times_[time], times_[time].with_norms(norms[time]));
  }
  return {};
}

base::Result<void> PreparedInput::apply(const TilePixels& pixels, const InputBands& bands,
                                        std::int64_t width, std::int64_t height,
                                        const SamplePlace& place, Tensor& tensor,
                                        PreprocessSpace& space, ValidLayers& valid) const {
  const Preprocess& first = times_.front();
  const TensorLayout& layout = first.layout();
  const std::int64_t samples = layout.is_of_pixels() ? width * height : place.all;
  const auto shape = layout.dimensions(samples, static_cast<std::int64_t>(times_.size()),
                                       static_cast<std::int64_t>(first.channels()), height, width);
  if (tensor.shape() != shape || tensor.type() != first.type())
    tensor = Tensor(first.type(), shape);
  std::vector<std::uint16_t> layers;
  for (std::size_t time = 0; time < times_.size(); ++time) {
    const auto at = static_cast<std::int64_t>(time);
    const TensorTarget target =
        layout.is_of_pixels()
            ? layout.pixel_target(tensor.data(), first.type(), shape, width, height, at)
            : layout.target(tensor.data(), first.type(), shape, place.at, at);
    const PixelBlock block = pixels.block(bands, time);
    if (times_[time].is_all_valid(block, width, height)) {
      STACMLM_CHECK(times_[time].apply(block, target, space));
      valid.add_everywhere(first.channels());
      continue;
    }
    layers.resize(static_cast<std::size_t>(width * height));
    STACMLM_CHECK(times_[time].apply(block, target, space, layers.data()));
    valid.add(layers);
  }
  return {};
}

base::Result<std::vector<PreparedInput>> prepare_inputs(json::Value item, const Plan& plan) {
  const mlm::Model model = mlm::effective(mlm::Model::read(item.find("properties")),
                                          mlm::Model::read(item.find("assets").find(plan.asset)));
  const auto stated = model.input.value_or({});
  std::vector<PreparedInput> inputs;
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    const auto input = stated[plan.inputs[i].index];
    if (!input) return base::fail(base::ErrorKind::kInvalidArgument, "the Item is another one");
    STACMLM_TRY(PreparedInput prepared, PreparedInput::compile(plan, i, *input));
    inputs.push_back(std::move(prepared));
  }
  return inputs;
}

}  // namespace stacmlm::run
