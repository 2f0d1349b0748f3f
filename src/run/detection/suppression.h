// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "run/detection/detection.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// A detection that may be the second one of its object.
struct Candidate {
  Detection detection;
  bool is_owned = true;     ///< of the tile in whose core its centre lies: goes before all others
  std::uint64_t place = 0;  ///< of the tile, then in the tile; different for each
};

/// Non-maximum suppression, class by class, while boxes come in from the top down: the result is
/// that of all boxes at once. From the best one on, each box is kept that does not overlap a kept
/// one by more than `iou`. What boxes that are still to come could change is left open.
class Suppression {
 public:
  /// Boxes and places that one decide() looks at, at most: some seconds.
  static constexpr std::uint64_t kMostWork = 3'000'000'000;

  /// `cell`: the size of small boxes, in pixels; a matter of speed alone. `is_rotated`: what
  /// overlaps are outlines, which are convex, not boxes. @pre cell > 0
  Suppression(double iou, double cell, bool is_rotated = false, std::uint64_t most_work = kMostWork)
      : iou_(iou), cell_(cell), is_rotated_(is_rotated), most_work_(most_work) {}

  void add(Candidate candidate);
  /// Boxes that are left open, and points of their outlines.
  [[nodiscard]] std::size_t open() const { return open_.size(); }
  [[nodiscard]] std::size_t open_points() const { return open_points_; }

  /// Takes out what is decided, where boxes to come reach no higher than `unseen_top`: those that
  /// are kept, the best first. `kLimitExceeded`: it would take too long.
  base::Result<std::vector<Detection>> decide(double unseen_top);

 private:
  double iou_;
  double cell_;
  bool is_rotated_;
  std::uint64_t most_work_;
  std::vector<Candidate> open_;
  std::size_t open_points_ = 0;
};

}  // namespace stacmlm::run
