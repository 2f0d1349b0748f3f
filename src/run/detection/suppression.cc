// SPDX-License-Identifier: Apache-2.0
#include "run/detection/suppression.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "run/detection/convex.h"

namespace stacmlm::run {
namespace {

bool is_better(const Candidate& a, const Candidate& b) {
  if (a.is_owned != b.is_owned) return a.is_owned;
  if (a.detection.score != b.detection.score) return a.detection.score > b.detection.score;
  return a.place < b.place;
}

/// A square of the image, for boxes of one class and about one size.
struct Cell {
  std::int64_t label = 0;
  std::int64_t level = 0;
  std::int64_t column = 0;
  std::int64_t row = 0;

  bool operator==(const Cell&) const = default;
};

struct CellHash {
  std::size_t operator()(const Cell& cell) const {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    std::uint64_t hash = 0;
    for (const std::int64_t part : {cell.label, cell.level, cell.column, cell.row}) {
      hash = (hash ^ static_cast<std::uint64_t>(part)) * kOdd;
      hash ^= hash >> 32U;
    }
    return static_cast<std::size_t>(hash);
  }
};

enum class Fate : std::uint8_t { kKept, kOpen, kGone };

/// As many comparisons of boxes as one of rotated ones takes.
constexpr std::uint64_t kRingWork = 50;

double side_of(const Box& box) { return std::max(box.right - box.left, box.bottom - box.top); }

/// The boxes that better ones left, each in the cell of its centre. A cell of level n is 2^n times
/// as wide as one of level 0, and as the longer side of its boxes, at most.
class Survivors {
 public:
  Survivors(double iou, double cell, bool is_rotated)
      : iou_(iou), cell_(cell), is_rotated_(is_rotated) {}

  /// Of a box that ranks behind all that were added.
  [[nodiscard]] Fate fate_of(const Detection& one) {
    if (iou_ >= 1) return Fate::kKept;
    Fate fate = Fate::kKept;
    each_cell_beside(one, [&](const Boxes& boxes) {
      if (overlaps_any(boxes.kept, one)) {
        fate = Fate::kGone;
        return false;
      }
      if (fate == Fate::kKept && overlaps_any(boxes.open, one)) fate = Fate::kOpen;
      return true;
    });
    return fate;
  }

  void add(const Detection& one, bool is_kept) {
    const std::int64_t level = level_of(one.box);
    levels_ = std::max(levels_, level + 1);
    const double cell = std::ldexp(cell_, static_cast<int>(level));
    Boxes& boxes = cells_[{one.label, level, index((one.box.left + one.box.right) / 2, cell),
                           index((one.box.top + one.box.bottom) / 2, cell)}];
    const raster::Ring* ring = is_rotated_ ? &one.outline.front() : nullptr;
    (is_kept ? boxes.kept : boxes.open).push_back({one.box, ring});
  }

  /// Cells and boxes that were looked at.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  struct Survivor {
    Box box;
    const raster::Ring* ring;  // stays where it is when its detection is moved
  };
  struct Boxes {
    std::vector<Survivor> kept;
    std::vector<Survivor> open;
  };

  static std::int64_t index(double at, double cell) {
    return static_cast<std::int64_t>(std::floor(at / cell));
  }

  [[nodiscard]] std::int64_t level_of(const Box& box) const {
    std::int64_t level = 0;
    for (double cell = cell_; cell < side_of(box); cell *= 2) ++level;
    return level;
  }

  [[nodiscard]] bool overlap(const Survivor& other, const Detection& one) const {
    if (!is_rotated_) return overlap_of(other.box, one.box) > iou_;
    return !common(other.box, one.box).is_empty() &&
           overlap_of(*other.ring, one.outline.front()) > iou_;
  }

  bool overlaps_any(const std::vector<Survivor>& others, const Detection& one) {
    const auto found =
        std::ranges::find_if(others, [&](const Survivor& other) { return overlap(other, one); });
    work_ += static_cast<std::uint64_t>(found - others.begin()) * (is_rotated_ ? kRingWork : 1);
    return found != others.end();
  }

  /// Of all boxes that overlap this one by more than `iou_`, and of others. Until `look` says no.
  template <class Look>
  void each_cell_beside(const Detection& one, const Look& look) {
    const Box& box = one.box;
    const double side = side_of(box);
    double cell = cell_;
    for (std::int64_t level = 0; level < levels_; ++level, cell *= 2) {
      const double shortest = level == 0 ? 0 : cell / 2;
      if (cell < side_share_ * side || side < side_share_ * shortest) continue;
      const std::int64_t right = index(box.right + cell / 2, cell);
      const std::int64_t bottom = index(box.bottom + cell / 2, cell);
      for (std::int64_t row = index(box.top - cell / 2, cell); row <= bottom; ++row) {
        for (std::int64_t column = index(box.left - cell / 2, cell); column <= right; ++column) {
          ++work_;
          const auto found = cells_.find({one.label, level, column, row});
          if (found != cells_.end() && !look(found->second)) return;
        }
      }
    }
  }

  double iou_;
  double cell_;
  bool is_rotated_;
  // Of the longer side of one box that the other one's has, at least, where they overlap enough.
  // The middle of a diamond is most of its area.
  double side_share_ = is_rotated_ ? 1 - std::sqrt(1 - std::min(iou_, 1.0)) : iou_;
  std::int64_t levels_ = 0;
  std::unordered_map<Cell, Boxes, CellHash> cells_;
  std::uint64_t work_ = 0;
};

}  // namespace

void Suppression::add(Candidate candidate) {
  open_points_ += points_of(candidate.detection);
  open_.push_back(std::move(candidate));
}

base::Result<std::vector<Detection>> Suppression::decide(double unseen_top) {
  std::ranges::sort(open_, is_better);
  Survivors survivors(iou_, cell_, is_rotated_);
  std::vector<Detection> kept;
  std::size_t left = 0;
  open_points_ = 0;
  for (Candidate& candidate : open_) {
    Fate fate = survivors.fate_of(candidate.detection);
    if (survivors.work() > most_work_) {
      return base::fail(base::ErrorKind::kLimitExceeded,
                        "too many boxes lie upon each other to tell which are the same object");
    }
    if (fate == Fate::kGone) continue;
    if (candidate.detection.box.bottom > unseen_top) fate = Fate::kOpen;
    survivors.add(candidate.detection, fate == Fate::kKept);
    if (fate == Fate::kKept) {
      kept.push_back(std::move(candidate.detection));
    } else {
      open_points_ += points_of(candidate.detection);
      std::swap(open_[left++], candidate);
    }
  }
  // No kept box is needed any more: open ones do not overlap it, and those to come do not reach it.
  open_.resize(left);
  return kept;
}

}  // namespace stacmlm::run
