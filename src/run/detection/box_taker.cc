// SPDX-License-Identifier: Apache-2.0
#include "run/detection/box_taker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace stacmlm::run {
namespace {

/// Sums of probabilities may round to a little more than 1.
constexpr double kMostScore = 1.001;
/// Fractions of an image are no larger, with room for what hangs over its edges.
constexpr double kMostFraction = 2;
/// An image that has at least so many pixels a side is no place for boxes of fractions.
constexpr double kLeastImage = 16;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

bool is_finite(const Box& box) {
  return std::isfinite(box.left) && std::isfinite(box.top) && std::isfinite(box.right) &&
         std::isfinite(box.bottom);
}

}  // namespace

DecodeCounts& DecodeCounts::operator+=(const DecodeCounts& other) {
  scored += other.scored;
  broken += other.broken;
  not_scores += other.not_scores;
  above_one += other.above_one;
  outside += other.outside;
  like_fractions += other.like_fractions;
  whole_turns += other.whole_turns;
  return *this;
}

std::optional<double> BoxTaker::score_of(std::initializer_list<float> scores) {
  double product = 1;
  for (const float score : scores) {
    if (score == -INFINITY) return {};  // a logit of what is not there at all
    if (!std::isfinite(score)) {
      ++found_.counts.not_scores;
      return {};
    }
    product *= plan_.activation == "sigmoid" ? logistic(score) : score;
  }
  if (!(product >= plan_.threshold.value_or(0)) || !std::isfinite(product)) return {};
  ++found_.counts.scored;
  if (product > kMostScore) ++found_.counts.above_one;
  return product;
}

/// Coordinates that no box in pixels has.
void BoxTaker::look_at_units(const Box& raw) {
  const double most = std::max(
      {std::fabs(raw.left), std::fabs(raw.top), std::fabs(raw.right), std::fabs(raw.bottom)});
  if (!plan_.boxes.is_fraction && most <= kMostFraction &&
      std::min(image_.right, image_.bottom) >= kLeastImage)
    ++found_.counts.like_fractions;
}

base::Result<void> BoxTaker::take(const Box& box, double score, std::int64_t label,
                                  std::size_t row) {
  const Box scaled{box.left * scale_x_, box.top * scale_y_, box.right * scale_x_,
                   box.bottom * scale_y_};
  if (!is_finite(box) || scaled.is_empty()) {
    drop();
    return {};
  }
  look_at_units(box);
  return add({common(scaled, image_), score, label, row, {}});
}

base::Result<void> BoxTaker::take(const RotatedBox& box, double score, std::int64_t label,
                                  std::size_t row) {
  const bool is_one = std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.angle) &&
                      std::isfinite(box.width) && std::isfinite(box.height) && box.width > 0 &&
                      box.height > 0;
  if (!is_one) {
    drop();
    return {};
  }
  if (std::fabs(box.angle) > 2 * std::numbers::pi) ++found_.counts.whole_turns;
  look_at_units(box_around(corners_of(box)));
  raster::Ring ring = common(corners_of(box, scale_x_, scale_y_), image_);
  const Box around = ring.empty() ? Box() : box_around(ring);
  return add({around, score, label, row, std::move(ring)});
}

base::Result<void> BoxTaker::add(FoundBox one) {
  if (one.box.is_empty()) {
    ++found_.counts.outside;
    return {};
  }
  if (found_.boxes.size() == kMostBoxes) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: the model found more than {} boxes in one tile; a higher "
                                  "--threshold takes fewer",
                                  plan_.field, kMostBoxes));
  }
  found_.boxes.push_back(std::move(one));
  return {};
}

}  // namespace stacmlm::run
