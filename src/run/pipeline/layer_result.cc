// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "run/pipeline/detection_sink.h"
#include "run/pipeline/layer_sink.h"
#include "run/pipeline/table_sink.h"

namespace stacmlm::run {
namespace {

class LayerResult final : public ResultFile {
 public:
  LayerResult(const ResultParts& parts, std::unique_ptr<raster::LayerWriter> writer,
              std::unique_ptr<LayerSink> sink)
      : parts_(parts), writer_(std::move(writer)), sink_(std::move(sink)) {}

  TileSink& sink() override { return *sink_; }

  base::Result<void> finish(ResultFacts& facts) override {
    STACMLM_TRY(const raster::WrittenLayer written, writer_->finish());
    facts.grid = parts_.scene;
    facts.path = written.path;
    facts.bytes = written.bytes;
    facts.features = written.features;
    return {};
  }

  [[nodiscard]] std::vector<std::string> notes() const override { return sink_->notes(); }

 private:
  ResultParts parts_;
  std::unique_ptr<raster::LayerWriter> writer_;
  std::unique_ptr<LayerSink> sink_;  // before the writer that it writes to
};

base::Result<std::unique_ptr<LayerSink>> make_sink(const ResultParts& parts,
                                                   raster::LayerWriter& writer) {
  if (parts.plan.output.is_of_objects())
    return std::make_unique<DetectionSink>(parts.tiles, parts.plan.output, writer);
  if (parts.plan.output.kind == OutputKind::kTable) return TableSink::create(parts, writer);
  return base::fail(
      base::ErrorKind::kUnsupported,
      fmt::format("results of the kind {} are not written yet", name_of(parts.plan.output.kind)));
}

}  // namespace

raster::Grid grid_of_layer(const ResultParts& parts) {
  const TilePlan& tiles = parts.plan.tiles;
  if (tiles.is_resized) return raster::resized(parts.scene, tiles.width, tiles.height);
  if (tiles.read_width == 0) return parts.scene;
  return raster::part_of(
      parts.scene, {(tiles.read_width - tiles.width) / 2, (tiles.read_height - tiles.height) / 2,
                    tiles.width, tiles.height});
}

base::Result<std::unique_ptr<ResultFile>> begin_layer(const ResultParts& parts,
                                                      const std::string& path) {
  const OutputPlan& output = parts.plan.output;
  raster::LayerInfo info{output.layer_format, parts.plan.model_id, grid_of_layer(parts), {}};
  for (const ColumnPlan& column : output.columns) info.fields.push_back({column.name, column.type});
  STACMLM_TRY(auto writer, raster::create_layer(path, std::move(info)));
  STACMLM_TRY(auto sink, make_sink(parts, *writer));
  return std::make_unique<LayerResult>(parts, std::move(writer), std::move(sink));
}

}  // namespace stacmlm::run
