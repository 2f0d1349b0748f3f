// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "run/pipeline/layer_sink.h"
#include "run/postprocess/postprocess.h"
#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// A row for each tile, in the order of the tiles.
class TableSink final : public LayerSink {
 public:
  static base::Result<std::unique_ptr<LayerSink>> create(const ResultParts& parts,
                                                         raster::LayerWriter& writer);
  TableSink(const ResultParts& parts, Postprocess postprocess, raster::LayerWriter& writer);

  [[nodiscard]] OutputPart part_of(std::size_t index) const override;
  base::Result<void> add(std::size_t index, TileOutput* output) override;
  [[nodiscard]] std::vector<std::string> notes() const override { return postprocess_.notes(); }

 private:
  using Values = std::vector<std::variant<std::monostate, std::string, std::int64_t, double>>;

  [[nodiscard]] raster::Feature row_of(std::size_t index) const;
  base::Result<void> add_results(TileOutput& output, Values& values) const;
  void add_class(std::span<const std::byte> pixels, Values& values) const;

  ResultParts parts_;
  Postprocess postprocess_;
  raster::LayerWriter& writer_;
  InTurn<raster::Feature> in_turn_;
};

}  // namespace stacmlm::run
