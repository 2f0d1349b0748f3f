// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <new>

namespace stacmlm::run {
namespace {

/// So many threads decode while others compute; more would only take their processors.
constexpr unsigned kReaders = 2;
/// Tiles that are read ahead, for each worker.
constexpr std::size_t kAhead = 2;

}  // namespace

/// What one worker keeps from tile to tile.
struct Pipeline::Worker {
  Tensor input;
  PreprocessSpace space;
  std::vector<std::uint8_t> counts;  // valid channels of each pixel of the tile
  TileScores scores;
  OutputPart part;
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
  const TensorLayout& layout = parts_.preprocess.layout();
  const auto channels = static_cast<std::int64_t>(parts_.preprocess.channels());
  const auto shape = layout.dimensions(1, 1, channels, parts_.tiles.y.tile, parts_.tiles.x.tile);
  if (worker.input.shape() != shape) {
    const auto type = find_data_type(parts_.plan.input.data_type);
    worker.input = Tensor(type.value_or(DataType::kFloat32), shape);
  }
  const auto pixels = static_cast<std::size_t>(parts_.tiles.x.tile * parts_.tiles.y.tile);
  worker.counts.resize(pixels);
  STACMLM_CHECK(parts_.preprocess.apply(
      job.pixels->block(), layout.target(worker.input.data(), parts_.preprocess.type(), shape),
      worker.space, worker.counts.data()));
  worker.part = parts_.sink.part_of(job.index);
  find_valid(column(job.index), row(job.index), worker);
  if (std::ranges::none_of(worker.scores.valid, [](std::uint8_t one) { return one != 0; })) {
    ++skipped_;
    return parts_.sink.add(job.index, nullptr);
  }
  const std::array inputs{worker.input.view()};
  STACMLM_TRY(const std::vector<Tensor> outputs, parts_.model.model->run(inputs));
  if (parts_.model.output >= outputs.size())
    return base::fail(base::ErrorKind::kBackend, "the model gave fewer outputs than it has");
  STACMLM_CHECK(
      parts_.postprocess.take(outputs[parts_.model.output], worker.part, worker.scores.scores));
  return parts_.sink.add(job.index, &worker.scores);
}

/// A pixel of the result is as valid as the pixel of the scene that it begins at.
void Pipeline::find_valid(const AxisTile& x, const AxisTile& y, Worker& worker) const {
  const auto most =
      static_cast<std::uint8_t>(std::min<std::size_t>(parts_.preprocess.channels(), 255));
  const std::uint8_t least = parts_.plan.nodata == NodataPolicy::kAny ? most : std::uint8_t{1};
  const auto place = [](const AxisTile& tile, const AxisTiles& axis, std::int64_t at) {
    const std::int64_t output = tile.output_begin - tile.crop + at;
    const std::int64_t input = output * axis.image / std::max<std::int64_t>(axis.outputs, 1);
    return std::clamp<std::int64_t>(input - tile.begin, 0, axis.tile - 1);
  };
  const OutputPart& part = worker.part;
  worker.scores.valid.resize(static_cast<std::size_t>(part.width * part.height));
  std::uint8_t* out = worker.scores.valid.data();
  std::vector<std::int64_t> columns;
  for (std::int64_t i = 0; i < part.width; ++i)
    columns.push_back(place(x, parts_.tiles.x, part.column + i));
  for (std::int64_t i = 0; i < part.height; ++i) {
    const std::uint8_t* in =
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
