// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <stdexcept>

#include "run/pipeline/pixel_rows.h"
#include "run/plan/threads.h"

namespace stacmlm::run {
namespace {

base::Result<void> too_little_memory() {
  return base::fail(base::ErrorKind::kLimitExceeded,
                    "not enough memory for a tile; --tile or --memory makes them smaller");
}

/// An exception that leaves a thread would end the program.
template <class Work>
base::Result<void> without_throwing(const Work& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return too_little_memory();
  } catch (const std::length_error&) {
    return too_little_memory();
  } catch (const std::exception& error) {  // of what the caller gave us to call
    return base::fail(base::ErrorKind::kInternal, error.what());
  }
}

}  // namespace

/// What one worker keeps from tile to tile.
struct Pipeline::Worker {
  struct Waiting {
    std::size_t index = 0;
    TileOutput output;  // without tensors
  };
  std::vector<Tensor> inputs;  // as the model takes them
  PreprocessSpace space;
  ValidLayers valid;
  std::vector<Waiting> waiting;    // samples of `inputs` that are filled
  std::vector<std::int64_t> rows;  // of pixels that are run one by one
};

Pipeline::Pipeline(const PipelineParts& parts)
    : parts_(parts),
      count_(parts.tiles.count()),
      jobs_(parts.plan.workers * kAhead),
      spare_(tiles_at_once(parts.plan.workers)) {}

base::Result<void> Pipeline::run() {
  for (std::size_t i = 0; i < tiles_at_once(parts_.plan.workers); ++i)
    spare_.push(std::make_unique<TilePixels>());
  readers_ = kReaders;
  {
    std::vector<std::jthread> threads;
    try {
      for (unsigned i = 0; i < kReaders; ++i) threads.emplace_back([this] { read_tiles(); });
      for (unsigned i = 0; i < parts_.plan.workers; ++i) threads.emplace_back([this] { work(); });
    } catch (const std::exception& error) {
      // Those that run already would wait for the others.
      fail({base::ErrorKind::kLimitExceeded,
            fmt::format("no thread can be started: {}; --workers N asks for fewer", error.what())});
    }
  }
  if (error_) return tl::unexpected(std::move(*error_));
  return {};
}

void Pipeline::read_tiles() {
  for (std::size_t index = next_++; index < count_; index = next_++) {
    auto pixels = spare_.pop();
    if (!pixels) break;
    auto read = without_throwing([&] { return read_tile(index, **pixels); });
    if (!read) {
      fail(std::move(read).error());
      break;
    }
    if (!jobs_.push({index, std::move(*pixels)})) break;
  }
  if (--readers_ == 0) jobs_.close();
}

base::Result<void> Pipeline::read_tile(std::size_t index, TilePixels& pixels) {
  if (parts_.options.is_stopped()) return base::fail(base::ErrorKind::kIo, "stopped");
  if (const auto& read = parts_.tiles.read)
    return parts_.reader.read(read->column, read->row, read->width, read->height, pixels);
  return parts_.reader.read(parts_.tiles.column(index).begin, parts_.tiles.row(index).begin,
                            parts_.tiles.x.tile, parts_.tiles.y.tile, pixels);
}

void Pipeline::work() {
  Worker worker;
  while (auto job = jobs_.pop()) {
    auto done = without_throwing([&] { return do_tile(*job, worker); });
    if (!done) {
      fail(std::move(done).error());
      worker.waiting.clear();
      break;
    }
    spare_.push(std::move(job->pixels));
  }
  if (!worker.waiting.empty()) {
    auto done = without_throwing([&] { return run_batch(worker); });
    if (!done) fail(std::move(done).error());
  }
  const std::lock_guard lock(mutex_);
  loss_.fractions += worker.space.loss.fractions;
  loss_.saturated += worker.space.loss.saturated;
  loss_.not_numbers += worker.space.loss.not_numbers;
}

base::Result<void> Pipeline::do_tile(Job& job, Worker& worker) {
  const auto skip = [&]() -> base::Result<void> {
    ++skipped_;
    STACMLM_CHECK(parts_.sink.add(job.index, nullptr));
    tell_done();
    return {};
  };
  if (!job.pixels->has_data()) return skip();
  const std::int64_t width = parts_.tiles.x.tile;
  const std::int64_t height = parts_.tiles.y.tile;
  const SamplePlace place{std::ssize(worker.waiting), parts_.plan.tiles.batch};
  worker.valid.clear();
  if (worker.inputs.empty()) worker.inputs = parts_.model.tensors;
  for (std::size_t i = 0; i < parts_.inputs.size(); ++i) {
    STACMLM_CHECK(parts_.inputs[i].apply(*job.pixels, parts_.reader.inputs()[i], width, height,
                                         place, worker.inputs[parts_.model.inputs[i]], worker.space,
                                         worker.valid));
  }
  TileOutput output;
  output.part = parts_.sink.part_of(job.index);
  find_valid(parts_.tiles.column(job.index), parts_.tiles.row(job.index), worker, output);
  if (!output.valid.empty() && std::ranges::count(output.valid, 0) == std::ssize(output.valid))
    return skip();
  worker.waiting.push_back({job.index, std::move(output)});
  if (std::ssize(worker.waiting) < place.all) return {};
  return run_batch(worker);
}

/// Runs the model on the tiles that wait; what is missing to a batch are copies of the last.
base::Result<void> Pipeline::run_batch(Worker& worker) {
  const std::int64_t samples = parts_.plan.tiles.batch;
  const std::int64_t filled = std::ssize(worker.waiting);
  for (std::size_t i = 0; i < parts_.inputs.size() && filled < samples; ++i)
    repeat_sample(worker.inputs[parts_.model.inputs[i]], parts_.inputs[i].layout(), filled);
  STACMLM_TRY(const std::vector<Tensor> given, run_model(worker));
  for (std::int64_t i = 0; i < filled; ++i) {
    auto& [index, output] = worker.waiting[static_cast<std::size_t>(i)];
    for (const Tensor& tensor : given) {
      STACMLM_TRY(Tensor sample, sample_of(tensor, {i, samples}));
      output.tensors.push_back(std::move(sample));
    }
    STACMLM_CHECK(parts_.sink.add(index, &output));
    tell_done();
  }
  worker.waiting.clear();
  return {};
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
  const TileOutput& output = worker.waiting.front().output;
  const OutputPart& part = output.part;
  const std::int64_t width = parts_.tiles.x.tile;
  worker.rows.clear();
  for (std::int64_t i = 0; i < part.width * part.height; ++i) {
    if (!output.is_valid(static_cast<std::size_t>(i))) continue;
    worker.rows.push_back((part.row + i / part.width) * width + part.column + i % part.width);
  }
  return run_rows(*parts_.model.model, inputs, parts_.model.outputs, worker.rows,
                  {parts_.plan.inputs.front().shape.front(), parts_.tiles.y.tile, width});
}

/// A pixel of the result is valid where all pixels of the scene that it covers are; where only
/// those are nodata that no band has, where one of them is.
void Pipeline::find_valid(const AxisTile& x, const AxisTile& y, const Worker& worker,
                          TileOutput& output) const {
  output.valid.clear();
  if (worker.valid.is_all()) return;
  std::size_t layers = 0;
  for (const PreparedInput& input : parts_.inputs) layers += input.layers();
  const bool wants_all = parts_.plan.nodata == NodataPolicy::kAny;
  const std::size_t least = wants_all ? layers : 1;
  const std::vector<PixelRange> columns =
      covered(x, parts_.tiles.x, output.part.column, output.part.width);
  const std::vector<PixelRange> rows =
      covered(y, parts_.tiles.y, output.part.row, output.part.height);
  output.valid.resize(columns.size() * rows.size());
  std::uint8_t* out = output.valid.data();
  const auto has_enough = [&](std::int64_t column, std::int64_t row) {
    return worker.valid.at(static_cast<std::size_t>(row * parts_.tiles.x.tile + column)) >= least;
  };
  const auto is_valid = [&](const PixelRange& row, const PixelRange& column) {
    for (std::int64_t v = row.begin; v < row.end; ++v) {
      for (std::int64_t u = column.begin; u < column.end; ++u)
        if (has_enough(u, v) != wants_all) return !wants_all;
    }
    return wants_all;
  };
  const auto is_one = [](const PixelRange& range) { return range.end - range.begin == 1; };
  const bool is_simple = std::ranges::all_of(columns, is_one) && std::ranges::all_of(rows, is_one);
  for (const PixelRange& row : rows) {
    for (const PixelRange& column : columns) {
      const bool valid = is_simple ? has_enough(column.begin, row.begin) : is_valid(row, column);
      *out++ = valid ? 1 : 0;
    }
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
