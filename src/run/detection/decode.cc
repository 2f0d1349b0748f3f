// SPDX-License-Identifier: Apache-2.0
#include "run/detection/decode.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "run/detection/box_table.h"
#include "run/postprocess/numbers.h"

namespace stacmlm::run {
namespace {

/// Labels are kept as floats, which hold whole numbers up to here.
constexpr float kLargestLabel = 16777216;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Takes boxes that score high enough.
class Taker {
 public:
  Taker(const OutputPlan& plan, std::int64_t width, std::int64_t height)
      : plan_(plan),
        image_{0, 0, static_cast<double>(width), static_cast<double>(height)},
        scale_x_(plan.boxes.is_fraction ? image_.right : 1),
        scale_y_(plan.boxes.is_fraction ? image_.bottom : 1) {}

  /// A score as the model gives it. NaN never passes.
  [[nodiscard]] bool passes(double score) const {
    return score >= plan_.threshold.value_or(0) && std::isfinite(score);
  }
  [[nodiscard]] double probability(double score) const {
    return plan_.activation == "sigmoid" ? logistic(score) : score;
  }

  base::Result<void> take(Box box, double score, std::int64_t label, std::size_t row) {
    const bool is_finite = std::isfinite(box.left) && std::isfinite(box.top) &&
                           std::isfinite(box.right) && std::isfinite(box.bottom);
    box = {box.left * scale_x_, box.top * scale_y_, box.right * scale_x_, box.bottom * scale_y_};
    if (!is_finite || box.is_empty()) {
      ++found_.broken;
      return {};
    }
    box = common(box, image_);
    if (box.is_empty()) return {};  // beyond the image
    if (found_.boxes.size() == kMostBoxes) {
      return base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("{}: the model found more than {} boxes in one tile; a higher "
                                    "--threshold takes fewer",
                                    plan_.field, kMostBoxes));
    }
    found_.boxes.push_back({box, score, label, row});
    return {};
  }
  void drop() { ++found_.broken; }

  FoundBoxes finish() { return std::move(found_); }

 private:
  const OutputPlan& plan_;
  Box image_;
  double scale_x_;
  double scale_y_;
  FoundBoxes found_;
};

/// A label that is one; nothing for NaN and the like.
std::optional<std::int64_t> label_of(float number) {
  if (!(std::abs(number) < kLargestLabel)) return {};
  return static_cast<std::int64_t>(std::llround(number));
}

base::Result<void> decode_yolo(const OutputPlan& plan, const Tensor& tensor, Taker& taker) {
  STACMLM_TRY(const BoxTable table,
              BoxTable::open(plan, tensor, plan.boxes.columns, plan.boxes.is_transposed));
  const bool has_objectness = plan.boxes.format == BoxFormat::kYoloObjectness;
  const std::size_t first = kCoordinates + (has_objectness ? 1 : 0);
  const std::size_t classes =
      static_cast<std::size_t>(plan.boxes.columns - plan.boxes.mask_columns) - first;
  for (std::size_t i = 0; i < table.boxes(); ++i) {
    std::size_t best = 0;
    float highest = -INFINITY;
    for (std::size_t c = 0; c < classes; ++c) {
      const float score = table.at(i, first + c);
      if (!(score > highest)) continue;
      best = c;
      highest = score;
    }
    if (!std::isfinite(highest)) continue;
    double score = taker.probability(highest);
    if (has_objectness) score *= taker.probability(table.at(i, kCoordinates));
    if (!taker.passes(score)) continue;
    const double x = table.at(i, 0);
    const double y = table.at(i, 1);
    const double half_width = table.at(i, 2) / 2.0;
    const double half_height = table.at(i, 3) / 2.0;
    const std::int64_t label =
        best < plan.classes.size() ? plan.classes[best].value : static_cast<std::int64_t>(best);
    STACMLM_CHECK(taker.take({x - half_width, y - half_height, x + half_width, y + half_height},
                             score, label, i));
  }
  return {};
}

/// Columns of a box with its score and label behind it.
struct LabelledColumns {
  std::size_t score = 4;
  std::size_t label = 5;
};

base::Result<void> decode_rows(const OutputPlan& plan, const Tensor& tensor, Taker& taker) {
  STACMLM_TRY(const BoxTable table, BoxTable::open(plan, tensor, plan.boxes.columns, false));
  const LabelledColumns columns =
      plan.boxes.format == BoxFormat::kXyxyClassScore ? LabelledColumns{5, 4} : LabelledColumns{};
  for (std::size_t i = 0; i < table.boxes(); ++i) {
    const double score = taker.probability(table.at(i, columns.score));
    if (!taker.passes(score)) continue;
    const auto label = label_of(table.at(i, columns.label));
    if (!label) {
      taker.drop();
      continue;
    }
    STACMLM_CHECK(taker.take({table.at(i, 0), table.at(i, 1), table.at(i, 2), table.at(i, 3)},
                             score, *label, i));
  }
  return {};
}

/// A tensor with one number a box.
base::Result<NumberReader> list_of(const OutputPlan& plan, const Tensor& tensor,
                                   std::size_t boxes) {
  const auto shape = squeezed(tensor, 1);
  if (!shape || static_cast<std::size_t>(shape->front()) != boxes)
    return tl::unexpected(wrong_shape(plan, tensor, fmt::format("{}", boxes)));
  return NumberReader(tensor);
}

base::Result<void> decode_apart(const OutputPlan& plan, std::span<const Tensor> tensors,
                                Taker& taker) {
  STACMLM_TRY(const BoxTable table, BoxTable::open(plan, tensors[0], kCoordinates, false));
  STACMLM_TRY(const NumberReader labels, list_of(plan, tensors[1], table.boxes()));
  STACMLM_TRY(const NumberReader scores, list_of(plan, tensors[2], table.boxes()));
  const bool is_y_first = plan.boxes.format == BoxFormat::kYxyx;
  for (std::size_t i = 0; i < table.boxes(); ++i) {
    const double score = taker.probability(scores[i]);
    if (!taker.passes(score)) continue;
    const auto label = label_of(labels[i]);
    if (!label) {
      taker.drop();
      continue;
    }
    Box box{table.at(i, 0), table.at(i, 1), table.at(i, 2), table.at(i, 3)};
    if (is_y_first) box = {box.top, box.left, box.bottom, box.right};
    STACMLM_CHECK(taker.take(box, score, *label, i));
  }
  return {};
}

base::Result<void> decode_any(const OutputPlan& plan, std::span<const Tensor> tensors,
                              Taker& taker) {
  switch (plan.boxes.format) {
    case BoxFormat::kYolo:
    case BoxFormat::kYoloObjectness:
      return decode_yolo(plan, tensors.front(), taker);
    case BoxFormat::kXyxyScoreClass:
    case BoxFormat::kXyxyClassScore:
      return decode_rows(plan, tensors.front(), taker);
    case BoxFormat::kXyxy:
    case BoxFormat::kYxyx:
      return decode_apart(plan, tensors, taker);
  }
  return {};
}

}  // namespace

base::Result<FoundBoxes> decode_boxes(const OutputPlan& plan, std::span<const Tensor> tensors,
                                      std::int64_t width, std::int64_t height) {
  Taker taker(plan, width, height);
  STACMLM_CHECK(decode_any(plan, tensors, taker));
  return taker.finish();
}

}  // namespace stacmlm::run
