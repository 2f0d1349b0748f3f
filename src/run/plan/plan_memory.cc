// SPDX-License-Identifier: Apache-2.0
#include "run/plan/plan_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "diag/size_text.h"
#include "run/plan/scene_tiles.h"
#include "run/plan/threads.h"
#include "run/tiling/activation.h"
#include "run/tiling/tiles.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::run {
namespace {

constexpr double kMega = 1 << 20U;
/// Of the program, the libraries of GDAL and of a runtime, GDAL's own cache, and what malloc keeps.
constexpr double kProgram = 150 * kMega;
/// Of libtorch with the libraries that it brings.
constexpr double kLibtorch = 130 * kMega;
/// A runtime keeps the weights as they are in the file, and as it multiplies by them.
constexpr double kTimesWeights = 2.5;
/// Measured with nets of many kinds: runtimes change layouts, and memory is in pieces.
constexpr double kTimesActivation = 2.5;
constexpr double kPixelOfRuntime = 64;
/// Of nets whose sizes cannot be followed.
constexpr double kLeastUnknown = 1024;
/// Numbers for each pixel of a tile beside its tensors.
constexpr double kPixelOfWorker = 8;
constexpr std::uint64_t kLeastCache = std::uint64_t{16} << 20U;
constexpr std::uint64_t kMostCache = std::uint64_t{64} << 20U;
constexpr std::uint64_t kShareOfCache = 16;
constexpr std::int64_t kSide = 512;  // that is looked at

double size_of_type(std::string_view name) {
  const auto type = find_data_type(name);
  return type ? static_cast<double>(size_of(*type)) : 8;
}

/// Bytes that the runtime keeps of a pixel of the tile.
base::Result<double> pixel_of_runtime(const Planning& planning, const NetworkField& field) {
  const InputPlan& input = planning.plan.inputs.front();
  if (input.is_of_pixels || planning.plan.format != "onnx") return kTimesActivation * kLeastUnknown;
  STACMLM_TRY(const graph::Graph graph, graph::read_graph(*planning.source));
  const std::vector<ImageAxes> inputs = image_inputs(planning.plan);
  const auto size = [&](std::size_t axis, const AxisField& fit) {
    return axis < input.shape.size() && input.shape[axis] > 0 ? input.shape[axis]
                                                              : fitting_size_from(fit, kSide);
  };
  const std::array<std::int64_t, 2> sizes{size(inputs.front().y, field.y),
                                          size(inputs.front().x, field.x)};
  const Activation activation = activation_of(graph, inputs, sizes);
  const double pixel =
      activation.bytes / static_cast<double>(sizes[0]) / static_cast<double>(sizes[1]);
  return kTimesActivation * (activation.is_known ? pixel : std::max(pixel, kLeastUnknown));
}

}  // namespace

base::Result<MemoryNeed> MemoryNeed::of(const Planning& planning, const NetworkField& field) {
  const Plan& plan = planning.plan;
  MemoryNeed need;
  need.start_ = kProgram + (plan.runtime == "torch" ? kLibtorch : 0) +
                kTimesWeights * static_cast<double>(planning.file.weight_bytes);
  need.cache_ = std::clamp(planning.options.memory / kShareOfCache, kLeastCache, kMostCache);
  STACMLM_TRY(need.worker_pixel_, pixel_of_runtime(planning, field));
  double own = kPixelOfWorker;  // of one image, of what is not the runtime's
  std::map<std::size_t, FileBlocks> files;
  std::map<std::size_t, bool> is_read;
  for (const InputPlan& input : plan.inputs) {
    for (const BandUse& use : input.reads) {
      if (is_read[use.band]) continue;
      is_read[use.band] = true;
      const SceneBand& band = planning.scene.bands[use.band];
      const double pixel = size_of_type(band.data_type) + 1;  // and whether it is valid
      need.read_pixel_ += pixel;
      files[band.file].pixel_bytes += pixel;
    }
    need.worker_pixel_ +=
        size_of_type(input.data_type) * static_cast<double>(input.channels.size() * input.times);
  }
  for (auto& [index, blocks] : files) {
    const SceneFile& file = planning.scene.files[index];
    blocks.width = file.grid.width;
    blocks.block_width = std::max<std::int64_t>(file.block_width, 1);
    blocks.block_height = std::max<std::int64_t>(file.block_height, 1);
    need.files_.push_back(blocks);
  }
  // Of a row there are as many numbers, whatever the size of the image.
  const bool is_image = !plan.output.is_of_places;
  const auto channels = static_cast<double>(std::max<std::int64_t>(plan.output.channels, 1));
  if (is_image) own += 4 * channels;  // scores, before they become pixels
  need.worker_pixel_ += kPixelOfRuntime + own * static_cast<double>(plan.tiles.batch);
  if (is_image) {
    need.row_pixel_ = size_of_type(plan.output.data_type) *
                      static_cast<double>(std::max<std::size_t>(plan.output.bands.size(), 1));
  }
  need.merge_pixel_ = 2 * (4 * channels + 4);  // sums and weights, and the rows that are written
  need.image_width_ = static_cast<double>(planning.scene.files[plan.grid].grid.width);
  need.row_width_ =
      static_cast<double>(field.x.step.under) / static_cast<double>(field.x.step.over);
  return need;
}

std::uint64_t MemoryNeed::bytes(const ImageSize& tile, const ImageSize& read, unsigned workers,
                                Tiling tiling) const {
  const auto pixels_of = [](const ImageSize& size) {
    return static_cast<double>(size.width) * static_cast<double>(size.height);
  };
  double blocks = 0;
  for (const FileBlocks& file : files_) {
    const auto all = [](std::int64_t size, std::int64_t block) {
      const auto one = static_cast<double>(block);
      return (std::ceil(static_cast<double>(size) / one) + 1) * one;
    };
    blocks += kReaders * file.pixel_bytes * all(read.height, file.block_height) *
              std::min(all(read.width, file.block_width), all(file.width, file.block_width));
  }
  const double row = image_width_ * row_width_;
  double rows = row * raster::kBlock * row_pixel_;
  if (tiling == Tiling::kBlend) rows += row * static_cast<double>(tile.height) * merge_pixel_;
  const double sum = start_ + workers * pixels_of(tile) * worker_pixel_ +
                     static_cast<double>(tiles_at_once(workers)) * pixels_of(read) * read_pixel_ +
                     rows + std::max(static_cast<double>(cache_), blocks);
  constexpr double kMost = 9e18;
  return static_cast<std::uint64_t>(std::min(sum, kMost));
}

void note_fewer_workers(Planning& planning, unsigned wanted) {
  if (planning.plan.workers == wanted) return;
  planning.note(fmt::format("{} workers instead of {}: --memory has no room for more",
                            planning.plan.workers, wanted));
}

tl::unexpected<base::Error> too_little_memory(const Planning& planning, std::uint64_t needed,
                                              std::string_view image, const ImageSize& size) {
  return base::fail(
      base::ErrorKind::kLimitExceeded,
      fmt::format("--memory {}: at least {} are needed, for one {} of {} x {} pixels at a time",
                  diag::size_text(static_cast<double>(planning.options.memory)),
                  diag::size_text(static_cast<double>(needed)), image, size.width, size.height));
}

}  // namespace stacmlm::run
