// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/box_plan.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::run {
namespace {

constexpr BoxFormat kFormats[] = {
    BoxFormat::kYolo,        BoxFormat::kYoloObjectness,  BoxFormat::kXyxy,
    BoxFormat::kYxyx,        BoxFormat::kXyxyScoreClass,  BoxFormat::kXyxyClassScore,
    BoxFormat::kYoloRotated, BoxFormat::kXywhaScoreClass, BoxFormat::kXywhScoreClassAngle};

}  // namespace

std::string_view name_of(BoxFormat format) {
  switch (format) {
    case BoxFormat::kYolo:
      return "yolo";
    case BoxFormat::kYoloObjectness:
      return "yolo-objectness";
    case BoxFormat::kXyxy:
      return "xyxy";
    case BoxFormat::kYxyx:
      return "yxyx";
    case BoxFormat::kXyxyScoreClass:
      return "xyxy-score-class";
    case BoxFormat::kXyxyClassScore:
      return "xyxy-class-score";
    case BoxFormat::kYoloRotated:
      return "yolo-obb";
    case BoxFormat::kXywhaScoreClass:
      return "xywha-score-class";
    case BoxFormat::kXywhScoreClassAngle:
      return "xywh-score-class-angle";
  }
  return "";
}

std::optional<BoxFormat> box_format_of(std::string_view name) {
  const auto* found =
      std::ranges::find(kFormats, name, [](BoxFormat format) { return name_of(format); });
  if (found == std::end(kFormats)) return {};
  return *found;
}

std::span<const BoxFormat> box_formats() { return kFormats; }

bool is_rotated(BoxFormat format) {
  return format == BoxFormat::kYoloRotated || format == BoxFormat::kXywhaScoreClass ||
         format == BoxFormat::kXywhScoreClassAngle;
}

}  // namespace stacmlm::run
