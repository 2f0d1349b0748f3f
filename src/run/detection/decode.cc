// SPDX-License-Identifier: Apache-2.0
#include "run/detection/decode.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "run/detection/box_table.h"
#include "run/detection/box_taker.h"
#include "run/postprocess/numbers.h"

namespace stacmlm::run {
namespace {

/// Labels are kept as floats, which hold whole numbers up to here.
constexpr float kLargestLabel = 16777216;

/// A label that is one; nothing for NaN and the like.
std::optional<std::int64_t> label_of(float number) {
  if (!(std::abs(number) < kLargestLabel)) return {};
  return static_cast<std::int64_t>(std::llround(number));
}

/// The class with the highest score, and that score; NaN where no score is a number and one is NaN.
struct BestClass {
  std::size_t index = 0;
  float score = -INFINITY;
};

BestClass best_class(const BoxTable& table, std::size_t box, std::size_t first, std::size_t count) {
  BestClass best;
  bool has_nan = false;
  for (std::size_t c = 0; c < count; ++c) {
    const float score = table.at(box, first + c);
    has_nan = has_nan || std::isnan(score);
    if (score > best.score) best = {c, score};
  }
  if (has_nan && best.score == -INFINITY) best.score = NAN;
  return best;
}

base::Result<void> decode_yolo(const OutputPlan& plan, const Tensor& tensor, BoxTaker& taker) {
  STACMLM_TRY(const BoxTable table,
              BoxTable::open(plan, tensor, plan.boxes.columns, plan.boxes.is_transposed));
  const YoloColumns columns =
      yolo_columns(plan.boxes.format, plan.boxes.mask_columns, plan.boxes.columns);
  const auto first = static_cast<std::size_t>(columns.first_score);
  const auto classes = static_cast<std::size_t>(columns.scores);
  for (std::size_t i = 0; i < table.boxes(); ++i) {
    const BestClass best = best_class(table, i, first, classes);
    const auto score = plan.boxes.format == BoxFormat::kYoloObjectness
                           ? taker.score_of({best.score, table.at(i, kCoordinates)})
                           : taker.score_of({best.score});
    if (!score) continue;
    const std::int64_t label = best.index < plan.classes.size()
                                   ? plan.classes[best.index].value
                                   : static_cast<std::int64_t>(best.index);
    const RotatedBox box{table.at(i, 0), table.at(i, 1), table.at(i, 2), table.at(i, 3), 0};
    if (plan.boxes.format == BoxFormat::kYoloRotated) {
      const float angle = table.at(i, first + classes);
      STACMLM_CHECK(
          taker.take(RotatedBox{box.x, box.y, box.width, box.height, angle}, *score, label, i));
      continue;
    }
    STACMLM_CHECK(taker.take(Box{box.x - box.width / 2, box.y - box.height / 2,
                                 box.x + box.width / 2, box.y + box.height / 2},
                             *score, label, i));
  }
  return {};
}

/// Columns of a box with its score and label behind it, and with an angle.
struct LabelledColumns {
  std::size_t score = 4;
  std::size_t label = 5;
  std::size_t angle = 0;
};

LabelledColumns columns_of(BoxFormat format) {
  if (format == BoxFormat::kXyxyClassScore) return {5, 4, 0};
  if (format == BoxFormat::kXywhaScoreClass) return {5, 6, 4};
  if (format == BoxFormat::kXywhScoreClassAngle) return {4, 5, 6};
  return {};
}

base::Result<void> decode_rows(const OutputPlan& plan, const Tensor& tensor, BoxTaker& taker) {
  STACMLM_TRY(const BoxTable table, BoxTable::open(plan, tensor, plan.boxes.columns, false));
  const LabelledColumns columns = columns_of(plan.boxes.format);
  for (std::size_t i = 0; i < table.boxes(); ++i) {
    const auto score = taker.score_of({table.at(i, columns.score)});
    if (!score) continue;
    const auto label = label_of(table.at(i, columns.label));
    if (!label) {
      taker.drop();
      continue;
    }
    if (is_rotated(plan.boxes.format)) {
      STACMLM_CHECK(taker.take(RotatedBox{table.at(i, 0), table.at(i, 1), table.at(i, 2),
                                          table.at(i, 3), table.at(i, columns.angle)},
                               *score, *label, i));
      continue;
    }
    STACMLM_CHECK(taker.take(Box{table.at(i, 0), table.at(i, 1), table.at(i, 2), table.at(i, 3)},
                             *score, *label, i));
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
                                BoxTaker& taker) {
  STACMLM_TRY(const BoxTable table, BoxTable::open(plan, tensors[0], kCoordinates, false));
  STACMLM_TRY(const NumberReader labels, list_of(plan, tensors[1], table.boxes()));
  STACMLM_TRY(const NumberReader scores, list_of(plan, tensors[2], table.boxes()));
  const bool is_y_first = plan.boxes.format == BoxFormat::kYxyx;
  for (std::size_t i = 0; i < table.boxes(); ++i) {
    const auto score = taker.score_of({scores[i]});
    if (!score) continue;
    const auto label = label_of(labels[i]);
    if (!label) {
      taker.drop();
      continue;
    }
    Box box{table.at(i, 0), table.at(i, 1), table.at(i, 2), table.at(i, 3)};
    if (is_y_first) box = {box.top, box.left, box.bottom, box.right};
    STACMLM_CHECK(taker.take(box, *score, *label, i));
  }
  return {};
}

base::Result<void> decode_any(const OutputPlan& plan, std::span<const Tensor> tensors,
                              BoxTaker& taker) {
  switch (plan.boxes.format) {
    case BoxFormat::kYolo:
    case BoxFormat::kYoloObjectness:
    case BoxFormat::kYoloRotated:
      return decode_yolo(plan, tensors.front(), taker);
    case BoxFormat::kXyxyScoreClass:
    case BoxFormat::kXyxyClassScore:
    case BoxFormat::kXywhaScoreClass:
    case BoxFormat::kXywhScoreClassAngle:
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
  BoxTaker taker(plan, width, height);
  STACMLM_CHECK(decode_any(plan, tensors, taker));
  return taker.finish();
}

}  // namespace stacmlm::run
