// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "run/detection/decode.h"
#include "run/detection/loss.h"
#include "run/detection/masks.h"
#include "run/detection/suppression.h"
#include "run/detection/valid_area.h"
#include "run/pipeline/layer_sink.h"
#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// Detections of overlapping tiles become one layer. A tile answers for the boxes whose centre lies
/// in its core; non-maximum suppression goes over all tiles. Boxes are written when no tile can
/// change them any more. Tiles wait for their turn, so that the result does not depend on which
/// thread was faster.
class DetectionSink final : public LayerSink {
 public:
  DetectionSink(const SceneTiles& tiles, const OutputPlan& plan, raster::LayerWriter& writer);

  [[nodiscard]] OutputPart part_of(std::size_t index) const override;
  base::Result<void> add(std::size_t index, TileOutput* output) override;

  /// One sentence for each kind of loss that there was.
  [[nodiscard]] std::vector<std::string> notes() const override;

 private:
  struct TileFinds {
    std::vector<Candidate> candidates;
    DetectionLoss loss;
  };

  base::Result<TileFinds> find(std::size_t index, const TileOutput& output) const;
  /// The outline of what a box has of the scene; false: nothing.
  bool place(const FoundBox& one, double left, double top, const Box& scene,
             Detection& detection) const;
  bool take_outline(const FoundMask& found, const ValidArea& valid, const Box& window,
                    Detection& detection, DetectionLoss& loss) const;
  base::Result<void> add_next(std::size_t index, TileFinds& finds);
  base::Result<void> write(const Detection& detection);

  const SceneTiles& tiles_;
  const OutputPlan& plan_;
  raster::LayerWriter& writer_;
  std::map<std::int64_t, std::string> names_;  // of classes, by value
  InTurn<TileFinds> in_turn_;
  // Of the thread whose turn it is.
  Suppression suppression_;
  DetectionLoss loss_;
};

}  // namespace stacmlm::run
