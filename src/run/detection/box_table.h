// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "run/postprocess/numbers.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Numbers of a box that say where it is.
inline constexpr std::int64_t kCoordinates = 4;

/// Where the numbers of one of YOLO's boxes stand: those of the box, scores of classes, others.
struct YoloColumns {
  std::int64_t first_score = kCoordinates;
  std::int64_t scores = 0;
  std::int64_t others = kCoordinates;  ///< all but the scores
};

/// Of a format of YOLO's, with coefficients of masks, and so many columns.
YoloColumns yolo_columns(BoxFormat format, std::int64_t mask_columns, std::int64_t columns);

/// A tensor of the model that has another shape than `wanted`.
base::Error wrong_shape(const OutputPlan& plan, const Tensor& tensor, std::string_view wanted);

/// The sizes without those of 1 in front, down to `rank`; nothing if that does not go.
std::optional<std::vector<std::int64_t>> squeezed(const Tensor& tensor, std::size_t rank);

/// Numbers of a tensor with one box a row, or one a column. The tensor outlives it.
class BoxTable {
 public:
  /// `kBackend`: there are not so many columns.
  static base::Result<BoxTable> open(const OutputPlan& plan, const Tensor& tensor,
                                     std::int64_t columns, bool is_transposed);

  [[nodiscard]] std::size_t boxes() const { return boxes_; }
  [[nodiscard]] float at(std::size_t box, std::size_t column) const {
    return numbers_[box * box_step_ + column * column_step_];
  }

 private:
  explicit BoxTable(const Tensor& tensor) : numbers_(tensor) {}

  NumberReader numbers_;
  std::size_t boxes_ = 0;
  std::size_t box_step_ = 0;
  std::size_t column_step_ = 0;
};

}  // namespace stacmlm::run
