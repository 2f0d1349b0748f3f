// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace stacmlm::run {

/// How a detector gives its boxes.
enum class BoxFormat : std::uint8_t {
  /// One tensor: centre x, centre y, width, height, one score a class (YOLOv8 and later).
  kYolo,
  /// The same with the score that there is anything behind the height; scores are multiplied by it.
  kYoloObjectness,
  kXyxy,            ///< three tensors: left, top, right, bottom; label; score (torchvision)
  kYxyx,            ///< the same with top, left, bottom, right (TensorFlow)
  kXyxyScoreClass,  ///< one tensor: left, top, right, bottom, score, label
  kXyxyClassScore,  ///< one tensor: left, top, right, bottom, label, score
  /// One tensor: centre x, centre y, width, height, one score a class, angle. The angle is in
  /// radians, from the x axis towards the y axis, which points down (YOLO's oriented boxes).
  kYoloRotated,
  kXywhaScoreClass,      ///< one tensor: centre x, centre y, width, height, angle, score, label
  kXywhScoreClassAngle,  ///< one tensor: centre x, centre y, width, height, score, label, angle
};
/// `yolo`, `yolo-objectness`, `xyxy`, `yxyx`, `xyxy-score-class`, `xyxy-class-score`, `yolo-obb`,
/// `xywha-score-class`, `xywh-score-class-angle`.
std::string_view name_of(BoxFormat format);
/// Nothing for other words.
///
/// ```cpp
/// if (const auto format = run::box_format_of("xyxy")) print(run::name_of(*format));
/// ```
std::optional<BoxFormat> box_format_of(std::string_view name);
/// All of them.
std::span<const BoxFormat> box_formats();
/// Boxes have an angle.
bool is_rotated(BoxFormat format);

/// How boxes are read and put together.
struct BoxPlan {
  BoxFormat format = BoxFormat::kYolo;
  bool is_fraction = false;    ///< coordinates are fractions of the image's size, not pixels
  std::int64_t columns = 0;    ///< numbers a box, where one tensor has all
  bool is_transposed = false;  ///< [columns, boxes], not [boxes, columns]
  /// Of them, behind the scores, coefficients of the second tensor, which has parts of masks
  /// (YOLO).
  std::int64_t mask_columns = 0;
  double iou = 0.5;  ///< of two boxes of a class, the worse one goes where it is more
};

}  // namespace stacmlm::run
