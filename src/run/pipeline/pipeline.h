// SPDX-License-Identifier: Apache-2.0
// Threads that read tiles, threads that run the model on them, and what puts the results together.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "run/pipeline/bounded_queue.h"
#include "run/pipeline/model_runner.h"
#include "run/pipeline/prepared_input.h"
#include "run/pipeline/scene_reader.h"
#include "run/pipeline/tile_sink.h"
#include "run/plan/scene_tiles.h"
#include "run/preprocess/preprocess.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// What a pipeline works with; all of it outlives the pipeline.
struct PipelineParts {
  const Plan& plan;
  const RunOptions& options;
  const SceneTiles& tiles;
  const SceneReader& reader;
  std::span<const PreparedInput> inputs;
  const LoadedModel& model;
  TileSink& sink;
};

/// One run over all tiles of a scene.
class Pipeline {
 public:
  explicit Pipeline(const PipelineParts& parts);

  /// Returns when all is written to the sink, or with the first Error.
  base::Result<void> run();

  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }
  /// What casts lost, of all threads. @pre run() has returned
  [[nodiscard]] const CastLoss& loss() const { return loss_; }

 private:
  struct Job {
    std::size_t index = 0;
    std::unique_ptr<TilePixels> pixels;
  };
  struct Worker;

  void read_tiles();
  void work();
  base::Result<void> read_tile(std::size_t index, TilePixels& pixels);
  base::Result<void> do_tile(Job& job, Worker& worker);
  base::Result<void> run_batch(Worker& worker);
  base::Result<std::vector<Tensor>> run_model(Worker& worker) const;
  base::Result<std::vector<Tensor>> run_pixels(Worker& worker,
                                               std::span<const TensorView> inputs) const;
  void find_valid(const AxisTile& x, const AxisTile& y, const Worker& worker,
                  TileOutput& output) const;
  void tell_done();
  void fail(base::Error error);

  PipelineParts parts_;
  std::size_t count_;
  BoundedQueue<Job> jobs_;
  BoundedQueue<std::unique_ptr<TilePixels>> spare_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<unsigned> readers_ = 0;
  std::atomic<std::uint64_t> skipped_ = 0;
  std::mutex mutex_;  // of what follows
  std::uint64_t done_ = 0;
  CastLoss loss_;
  std::optional<base::Error> error_;
};

}  // namespace stacmlm::run
