// SPDX-License-Identifier: Apache-2.0
#include "run/detection/box_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stacmlm::run {

YoloColumns yolo_columns(BoxFormat format, std::int64_t mask_columns, std::int64_t columns) {
  YoloColumns where;
  if (format == BoxFormat::kYoloObjectness) ++where.first_score;
  const std::int64_t angle = format == BoxFormat::kYoloRotated ? 1 : 0;
  where.others = where.first_score + mask_columns + angle;
  where.scores = columns - where.others;
  return where;
}

base::Error wrong_shape(const OutputPlan& plan, const Tensor& tensor, std::string_view wanted) {
  return {base::ErrorKind::kBackend,
          fmt::format("{}: the model gave a tensor of {} for one tile, and {} was expected",
                      plan.field, fmt::join(tensor.shape(), " x "), wanted)};
}

std::optional<std::vector<std::int64_t>> squeezed(const Tensor& tensor, std::size_t rank) {
  std::vector<std::int64_t> shape = tensor.shape();
  while (shape.size() > rank && shape.front() == 1) shape.erase(shape.begin());
  if (shape.size() != rank) return {};
  return shape;
}

base::Result<BoxTable> BoxTable::open(const OutputPlan& plan, const Tensor& tensor,
                                      std::int64_t columns, bool is_transposed) {
  const auto shape = squeezed(tensor, 2);
  const std::size_t across = is_transposed ? 0 : 1;
  if (!shape || (*shape)[across] != columns) {
    return tl::unexpected(wrong_shape(
        plan, tensor,
        is_transposed ? fmt::format("{} x boxes", columns) : fmt::format("boxes x {}", columns)));
  }
  BoxTable table(tensor);
  table.boxes_ = static_cast<std::size_t>((*shape)[1 - across]);
  table.box_step_ = is_transposed ? 1 : static_cast<std::size_t>(columns);
  table.column_step_ = is_transposed ? table.boxes_ : 1;
  return table;
}

}  // namespace stacmlm::run
