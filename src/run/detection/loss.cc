// SPDX-License-Identifier: Apache-2.0
#include "run/detection/loss.h"

#include <fmt/format.h>

#include <string_view>

namespace stacmlm::run {
namespace {

void add_note(std::vector<std::string>& notes, std::uint64_t count, std::string_view text) {
  if (count > 0) notes.push_back(fmt::format("{} {}", count, text));
}

void tell_units(const DecodeCounts& counts, const OutputPlan& plan,
                std::vector<std::string>& notes) {
  if (counts.like_fractions > 0 && counts.like_fractions + counts.broken == counts.scored) {
    add_note(notes, counts.like_fractions,
             "boxes are all there are, and lie within the first 2 pixels of their tile: they look "
             "like fractions, which --box-units fractions reads");
  }
  const bool are_most_outside = 2 * counts.outside > counts.scored;
  std::string outside = "boxes lay beyond their tile, and were left out";
  if (are_most_outside) {
    outside += plan.boxes.is_fraction
                   ? ": most of all, as if they were pixels, which --box-units pixels reads"
                   : ": most of all, as if they were of larger images (--tile)";
  }
  add_note(notes, counts.outside, outside);
}

}  // namespace

DetectionLoss& DetectionLoss::operator+=(const DetectionLoss& other) {
  decoded += other.decoded;
  empty += other.empty;
  on_nodata += other.on_nodata;
  unnamed += other.unnamed;
  pieces += other.pieces;
  return *this;
}

std::vector<std::string> notes_of(const DetectionLoss& loss, const OutputPlan& plan) {
  std::vector<std::string> notes;
  const DecodeCounts& counts = loss.decoded;
  add_note(notes, counts.broken, "boxes had no area, or were NaN or infinite, and were left out");
  add_note(notes, counts.not_scores,
           "boxes had a score that is NaN or infinite, and were left out");
  add_note(notes, counts.above_one,
           "boxes had a score above 1, which is written as 1: --activation sigmoid reads logits");
  add_note(notes, counts.whole_turns,
           "boxes had an angle of more than a whole turn: angles are read as radians");
  tell_units(counts, plan, notes);
  add_note(notes, loss.empty, "masks had no pixel, and were left out");
  add_note(notes, loss.on_nodata, "boxes lay on nodata by more than half, and were left out");
  add_note(notes, loss.unnamed, "boxes have a label that classification:classes does not name");
  add_note(notes, loss.pieces, "masks were in several pieces, of which the largest was written");
  return notes;
}

}  // namespace stacmlm::run
