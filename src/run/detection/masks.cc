// SPDX-License-Identifier: Apache-2.0
#include "run/detection/masks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "run/detection/box_table.h"
#include "run/postprocess/numbers.h"

namespace stacmlm::run {
namespace {

/// Place of the masks in OutputPlan::tensors, and of the prototypes.
constexpr std::size_t kMasks = 3;
constexpr std::size_t kPrototypes = 1;

base::Error wrong_masks(const OutputPlan& plan, const Tensor& tensor, const std::string& wanted) {
  return {base::ErrorKind::kBackend,
          fmt::format("{}: the model gave masks of {} for one tile, and {} was expected",
                      plan.field, fmt::join(tensor.shape(), " x "), wanted)};
}

FoundMask empty_mask(const FoundBox& box) {
  FoundMask found;
  found.left = static_cast<std::int64_t>(std::floor(box.box.left));
  found.top = static_cast<std::int64_t>(std::floor(box.box.top));
  found.mask.width = static_cast<std::int64_t>(std::ceil(box.box.right)) - found.left;
  found.mask.height = static_cast<std::int64_t>(std::ceil(box.box.bottom)) - found.top;
  found.mask.pixels.reserve(static_cast<std::size_t>(found.mask.width * found.mask.height));
  return found;
}

class WholeMasks final : public MaskReader {
 public:
  WholeMasks(const Tensor& masks, std::int64_t width, std::int64_t height)
      : numbers_(masks), width_(width), height_(height) {}

  [[nodiscard]] FoundMask mask_of(const FoundBox& box) const override {
    constexpr float kYes = 0.5F;
    FoundMask found = empty_mask(box);
    const auto image = static_cast<std::int64_t>(box.row) * width_ * height_;
    for (std::int64_t row = found.top; row < found.top + found.mask.height; ++row) {
      for (std::int64_t column = found.left; column < found.left + found.mask.width; ++column) {
        const auto at = static_cast<std::size_t>(image + row * width_ + column);
        found.mask.pixels.push_back(numbers_[at] >= kYes ? 1 : 0);
      }
    }
    return found;
  }

 private:
  NumberReader numbers_;
  std::int64_t width_;
  std::int64_t height_;
};

/// Where a pixel lies between the middles of two neighbours of a coarser grid.
struct Between {
  std::int64_t first = 0;
  std::int64_t second = 0;
  float share = 0;  ///< of the second
};

Between between(std::int64_t pixel, std::int64_t pixels, std::int64_t cells) {
  const double at = (static_cast<double>(pixel) + 0.5) * static_cast<double>(cells) /
                        static_cast<double>(pixels) -
                    0.5;
  const double floor = std::floor(at);
  const auto first = static_cast<std::int64_t>(floor);
  return {std::clamp<std::int64_t>(first, 0, cells - 1),
          std::clamp<std::int64_t>(first + 1, 0, cells - 1), static_cast<float>(at - floor)};
}

class Prototypes final : public MaskReader {
 public:
  Prototypes(BoxTable table, std::size_t first_column, const Tensor& prototypes, std::int64_t width,
             std::int64_t height)
      : table_(table),
        first_column_(first_column),
        numbers_(prototypes),
        count_(prototypes.shape()[1]),
        rows_(prototypes.shape()[2]),
        columns_(prototypes.shape()[3]),
        width_(width),
        height_(height) {}

  [[nodiscard]] FoundMask mask_of(const FoundBox& box) const override {
    FoundMask found = empty_mask(box);
    const Between top = between(found.top, height_, rows_);
    const Between bottom = between(found.top + found.mask.height - 1, height_, rows_);
    const Between left = between(found.left, width_, columns_);
    const Between right = between(found.left + found.mask.width - 1, width_, columns_);
    const std::int64_t across = right.second - left.first + 1;
    const std::vector<float> sums =
        sums_of(box, top.first, bottom.second, left.first, right.second);
    const auto sum = [&](std::int64_t row, std::int64_t column) {
      return sums[static_cast<std::size_t>((row - top.first) * across + column - left.first)];
    };
    for (std::int64_t row = 0; row < found.mask.height; ++row) {
      const Between y = between(found.top + row, height_, rows_);
      for (std::int64_t column = 0; column < found.mask.width; ++column) {
        const Between x = between(found.left + column, width_, columns_);
        const float above = std::lerp(sum(y.first, x.first), sum(y.first, x.second), x.share);
        const float below = std::lerp(sum(y.second, x.first), sum(y.second, x.second), x.share);
        found.mask.pixels.push_back(std::lerp(above, below, y.share) > 0 ? 1 : 0);
      }
    }
    return found;
  }

 private:
  /// The sums of all prototypes, each times the coefficient of the box, of a part of them.
  [[nodiscard]] std::vector<float> sums_of(const FoundBox& box, std::int64_t top,
                                           std::int64_t bottom, std::int64_t left,
                                           std::int64_t right) const {
    std::vector<float> sums(static_cast<std::size_t>((bottom - top + 1) * (right - left + 1)), 0);
    for (std::int64_t i = 0; i < count_; ++i) {
      const float factor = table_.at(box.row, first_column_ + static_cast<std::size_t>(i));
      float* out = sums.data();
      for (std::int64_t row = top; row <= bottom; ++row) {
        const std::int64_t begin = (i * rows_ + row) * columns_;
        for (std::int64_t column = left; column <= right; ++column)
          *out++ += factor * numbers_[static_cast<std::size_t>(begin + column)];
      }
    }
    return sums;
  }

  BoxTable table_;
  std::size_t first_column_;
  NumberReader numbers_;
  std::int64_t count_;
  std::int64_t rows_;
  std::int64_t columns_;
  std::int64_t width_;
  std::int64_t height_;
};

base::Result<std::unique_ptr<MaskReader>> read_prototypes(const OutputPlan& plan,
                                                          std::span<const Tensor> tensors,
                                                          std::int64_t width, std::int64_t height) {
  STACMLM_TRY(BoxTable table,
              BoxTable::open(plan, tensors.front(), plan.boxes.columns, plan.boxes.is_transposed));
  const Tensor& prototypes = tensors[kPrototypes];
  const std::vector<std::int64_t>& shape = prototypes.shape();
  const bool fits = shape.size() == 4 && shape[0] == 1 && shape[1] == plan.boxes.mask_columns &&
                    shape[2] > 0 && shape[3] > 0;
  if (!fits) {
    return tl::unexpected(wrong_masks(
        plan, prototypes, fmt::format("1 x {} x rows x columns", plan.boxes.mask_columns)));
  }
  const auto first = static_cast<std::size_t>(plan.boxes.columns - plan.boxes.mask_columns);
  return std::make_unique<Prototypes>(table, first, prototypes, width, height);
}

}  // namespace

base::Result<std::unique_ptr<MaskReader>> read_masks(const OutputPlan& plan,
                                                     std::span<const Tensor> tensors,
                                                     std::int64_t width, std::int64_t height) {
  if (plan.boxes.mask_columns > 0) return read_prototypes(plan, tensors, width, height);
  const Tensor& masks = tensors[kMasks];
  const auto boxes = static_cast<std::int64_t>(tensors.front().elements()) / kCoordinates;
  const std::vector<std::int64_t> four = {boxes, 1, height, width};
  const std::vector<std::int64_t> three = {boxes, height, width};
  if (masks.shape() != four && masks.shape() != three) {
    return tl::unexpected(wrong_masks(plan, masks, fmt::format("{}", fmt::join(four, " x "))));
  }
  return std::make_unique<WholeMasks>(masks, width, height);
}

}  // namespace stacmlm::run
