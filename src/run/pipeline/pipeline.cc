// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>

#include "run/pipeline/pixel_rows.h"

namespace stacmlm::run {
namespace {

/// So many threads decode while others compute; more would only take their processors.
constexpr unsigned kReaders = 2;
/// Tiles that are read ahead, for each worker.
constexpr std::size_t kAhead = 2;

}  // namespace

/// What one worker keeps from tile to tile.
struct Pipeline::Worker {
  std::vector<Tensor> inputs;  // as the model takes them
  PreprocessSpace space;
  std::vector<std::uint16_t> counts;  // valid layers of each pixel of the tile
  std::vector<std::int64_t> rows;     // of pixels that are run one by one
  TileOutput output;
};

Pipeline::Pipeline(const PipelineParts& parts)
    : parts_(parts),
      count_(parts.tiles.x.tiles.size() * parts.tiles.y.tiles.size()),
      jobs_(parts.plan.workers * kAhead),
      spare_(parts.plan.workers * (kAhead + 1) + kReaders) {}

base::Result<void> Pipeline::run() {
  for (std::size_t i = 0; i < parts_.plan.workers * kAhead + kReaders; ++i)
    spare_.push(std::make_unique<TilePixels>());
  readers_ = kReaders;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < kReaders; ++i) threads.emplace_back([this] { read_tiles(); });
    for (unsigned i = 0; i < parts_.plan.workers; ++i) threads.emplace_back([this] { work(); });
  }
  if (error_) return tl::unexpected(std::move(*error_));
  return {};
}

void Pipeline::read_tiles() {
  for (std::size_t index = next_++; index < count_; index = next_++) {
    auto pixels = spare_.pop();
    if (!pixels) break;
    auto read = read_tile(index, **pixels);
    if (!read) {
      fail(std::move(read).error());
      break;
    }
    if (!jobs_.push({index, std::move(*pixels)})) break;
  }
  if (--readers_ == 0) jobs_.close();
}

base::Result<void> Pipeline::read_tile(std::size_t index, TilePixels& pixels) {
  if (parts_.options.stop != nullptr && parts_.options.stop->load())
    return base::fail(base::ErrorKind::kIo, "stopped");
  try {
    return parts_.reader.read(column(index).begin, row(index).begin, parts_.tiles.x.tile,
                              parts_.tiles.y.tile, pixels);
  } catch (const std::bad_alloc&) {
    return base::fail(base::ErrorKind::kLimitExceeded, "not enough memory for a tile");
  }
}

void Pipeline::work() {
  Worker worker;
  while (auto job = jobs_.pop()) {
    auto done = [&]() -> base::Result<void> {
      try {
        return do_tile(*job, worker);
      } catch (const std::bad_alloc&) {
        return base::fail(base::ErrorKind::kLimitExceeded,
                          "not enough memory for a tile; --tile or --memory makes them smaller");
      }
    }();
    if (!done) {
      fail(std::move(done).error());
      break;
    }
    spare_.push(std::move(job->pixels));
    tell_done();
  }
  const std::lock_guard lock(mutex_);
  loss_.fractions += worker.space.loss.fractions;
  loss_.saturated += worker.space.loss.saturated;
  loss_.not_numbers += worker.space.loss.not_numbers;
}

base::Result<void> Pipeline::do_tile(Job& job, Worker& worker) {
  if (!job.pixels->has_data()) {
    ++skipped_;
    return parts_.sink.add(job.index, nullptr);
  }
  const std::int64_t width = parts_.tiles.x.tile;
  const std::int64_t height = parts_.tiles.y.tile;
  worker.counts.assign(static_cast<std::size_t>(width * height), 0);
  worker.inputs.resize(parts_.inputs.size());
  for (std::size_t i = 0; i < parts_.inputs.size(); ++i) {
    STACMLM_CHECK(parts_.inputs[i].apply(*job.pixels, parts_.reader.inputs()[i], width, height,
                                         worker.inputs[parts_.model.inputs[i]], worker.space,
                                         worker.counts));
  }
  worker.output.part = parts_.sink.part_of(job.index);
  find_valid(column(job.index), row(job.index), worker);
  if (std::ranges::none_of(worker.output.valid, [](std::uint8_t one) { return one != 0; })) {
    ++skipped_;
    return parts_.sink.add(job.index, nullptr);
  }
  STACMLM_TRY(worker.output.tensors, run_model(worker));
  return parts_.sink.add(job.index, &worker.output);
}

/// The outputs that are kept, in the order of the plan.
base::Result<std::vector<Tensor>> Pipeline::run_model(Worker& worker) const {
  std::vector<TensorView> inputs;
  for (const Tensor& input : worker.inputs) inputs.push_back(input.view());
  if (parts_.plan.is_of_pixels()) return run_pixels(worker, inputs);
  STACMLM_TRY(std::vector<Tensor> outputs, parts_.model.model->run(inputs));
  std::vector<Tensor> kept;
  for (const std::size_t index : parts_.model.outputs) {
    if (index >= outputs.size())
      return base::fail(base::ErrorKind::kBackend, "the model gave fewer outputs than it has");
    kept.push_back(std::move(outputs[index]));
  }
  return kept;
}

/// The same of a model of pixels: the valid ones that the sink wants.
base::Result<std::vector<Tensor>> Pipeline::run_pixels(Worker& worker,
                                                       std::span<const TensorView> inputs) const {
  const OutputPart& part = worker.output.part;
  const std::int64_t width = parts_.tiles.x.tile;
  worker.rows.clear();
  for (std::int64_t i = 0; i < part.width * part.height; ++i) {
    if (worker.output.valid[static_cast<std::size_t>(i)] == 0) continue;
    worker.rows.push_back((part.row + i / part.width) * width + part.column + i % part.width);
  }
  return run_rows(*parts_.model.model, inputs, parts_.model.outputs, worker.rows,
                  {parts_.plan.inputs.front().shape.front(), parts_.tiles.y.tile, width});
}

/// A pixel of the result is as valid as the pixel of the scene that it begins at.
void Pipeline::find_valid(const AxisTile& x, const AxisTile& y, Worker& worker) const {
  std::size_t layers = 0;
  for (const PreparedInput& input : parts_.inputs) layers += input.layers();
  const std::size_t least = parts_.plan.nodata == NodataPolicy::kAny ? layers : 1;
  const auto place = [](const AxisTile& tile, const AxisTiles& axis, std::int64_t at) {
    const std::int64_t output = tile.output_begin - tile.crop + at;
    const std::int64_t input = output * axis.image / std::max<std::int64_t>(axis.outputs, 1);
    return std::clamp<std::int64_t>(input - tile.begin, 0, axis.tile - 1);
  };
  const OutputPart& part = worker.output.part;
  worker.output.valid.resize(static_cast<std::size_t>(part.width * part.height));
  std::uint8_t* out = worker.output.valid.data();
  std::vector<std::int64_t> columns;
  for (std::int64_t i = 0; i < part.width; ++i)
    columns.push_back(place(x, parts_.tiles.x, part.column + i));
  for (std::int64_t i = 0; i < part.height; ++i) {
    const std::uint16_t* in =
        worker.counts.data() + place(y, parts_.tiles.y, part.row + i) * parts_.tiles.x.tile;
    for (const std::int64_t column : columns) *out++ = in[column] >= least ? 1 : 0;
  }
}

void Pipeline::tell_done() {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (parts_.options.progress) parts_.options.progress(done_, count_);
}

void Pipeline::fail(base::Error error) {
  {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
  }
  next_ = count_;
  jobs_.abandon();
  spare_.abandon();
}

}  // namespace stacmlm::run
