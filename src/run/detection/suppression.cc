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

/// A square of the image, for one class.
struct Cell {
  std::int64_t label = 0;
  std::int64_t column = 0;
  std::int64_t row = 0;

  bool operator==(const Cell&) const = default;
};

struct CellHash {
  std::size_t operator()(const Cell& cell) const {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    auto hash = static_cast<std::uint64_t>(cell.label);
    hash = (hash ^ static_cast<std::uint64_t>(cell.column)) * kOdd;
    hash = (hash ^ (hash >> 32U) ^ static_cast<std::uint64_t>(cell.row)) * kOdd;
    return static_cast<std::size_t>(hash ^ (hash >> 32U));
  }
};

enum class Fate : std::uint8_t { kKept, kOpen, kGone };

/// The boxes that better ones left, by the cells that they touch.
class Survivors {
 public:
  Survivors(double iou, double cell, bool is_rotated)
      : iou_(iou), cell_(cell), is_rotated_(is_rotated) {}

  /// Of a box that ranks behind all that were added.
  [[nodiscard]] Fate fate_of(const Detection& one) const {
    Fate fate = Fate::kKept;
    each_cell(one, [&](const Cell& cell) {
      const auto found = cells_.find(cell);
      if (found == cells_.end()) return true;
      for (const Survivor& other : found->second) {
        if (!overlap(other, one)) continue;
        fate = other.is_kept ? Fate::kGone : Fate::kOpen;
        if (other.is_kept) return false;
      }
      return true;
    });
    return fate;
  }

  void add(const Detection& one, bool is_kept) {
    const raster::Ring* ring = is_rotated_ ? &one.outline.front() : nullptr;
    each_cell(one, [&](const Cell& cell) {
      cells_[cell].push_back({one.box, ring, is_kept});
      return true;
    });
  }

 private:
  struct Survivor {
    Box box;
    const raster::Ring* ring;  // stays where it is when its detection is moved
    bool is_kept;
  };

  [[nodiscard]] bool overlap(const Survivor& other, const Detection& one) const {
    if (!is_rotated_) return overlap_of(other.box, one.box) > iou_;
    return !common(other.box, one.box).is_empty() &&
           overlap_of(*other.ring, one.outline.front()) > iou_;
  }

  /// Until `look` says no.
  template <class Look>
  void each_cell(const Detection& one, const Look& look) const {
    const auto index = [&](double at) { return static_cast<std::int64_t>(std::floor(at / cell_)); };
    for (std::int64_t row = index(one.box.top); row <= index(one.box.bottom); ++row) {
      for (std::int64_t column = index(one.box.left); column <= index(one.box.right); ++column) {
        if (!look(Cell{one.label, column, row})) return;
      }
    }
  }

  double iou_;
  double cell_;
  bool is_rotated_;
  std::unordered_map<Cell, std::vector<Survivor>, CellHash> cells_;
};

}  // namespace

void Suppression::add(Candidate candidate) {
  open_points_ += points_of(candidate.detection);
  open_.push_back(std::move(candidate));
}

std::vector<Detection> Suppression::decide(double unseen_top) {
  std::ranges::sort(open_, is_better);
  Survivors survivors(iou_, cell_, is_rotated_);
  std::vector<Detection> kept;
  std::size_t left = 0;
  open_points_ = 0;
  for (Candidate& candidate : open_) {
    Fate fate = survivors.fate_of(candidate.detection);
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
