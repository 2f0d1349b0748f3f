// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>

#include "run/detection/convex.h"
#include "run/detection/decode.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// Takes the boxes of one image that score high enough, and counts what is odd about the others.
class BoxTaker {
 public:
  BoxTaker(const OutputPlan& plan, std::int64_t width, std::int64_t height)
      : plan_(plan),
        image_{0, 0, static_cast<double>(width), static_cast<double>(height)},
        scale_x_(plan.boxes.is_fraction ? image_.right : 1),
        scale_y_(plan.boxes.is_fraction ? image_.bottom : 1) {}

  /// The product of scores as the model gives them; nothing: it is too low, or no score.
  std::optional<double> score_of(std::initializer_list<float> scores);

  base::Result<void> take(const Box& box, double score, std::int64_t label, std::size_t row);
  base::Result<void> take(const RotatedBox& box, double score, std::int64_t label, std::size_t row);
  /// A box that scored, and is none.
  void drop() { ++found_.counts.broken; }

  FoundBoxes finish() { return std::move(found_); }

 private:
  base::Result<void> add(FoundBox one);
  void look_at_units(const Box& raw);

  const OutputPlan& plan_;
  Box image_;
  double scale_x_;
  double scale_y_;
  FoundBoxes found_;
};

}  // namespace stacmlm::run
