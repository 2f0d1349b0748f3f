// SPDX-License-Identifier: Apache-2.0
#include "run/plan/box_readings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/nearest.h"
#include "run/detection/box_table.h"
#include "run/plan/detector_tensors.h"
#include "run/plan/hyperparameters.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kLabelledColumns = 6;
constexpr std::int64_t kRotatedColumns = 7;

bool has_metadata(const Planning& planning, std::string_view key, std::string_view value) {
  return std::ranges::any_of(planning.file.metadata, [&](const auto& entry) {
    return entry.first == key && entry.second == value;
  });
}

/// Somebody names a format whose boxes have an angle, or says that this one's have.
bool wants_rotated(const Planning& planning, std::string_view named) {
  if (const auto format = box_format_of(named)) return is_rotated(*format);
  return is_of_rotated(planning.plan.output.task) ||
         (is_of_ultralytics(planning) && has_metadata(planning, "task", "obb"));
}

/// Numbers a box, of YOLO: in which of both dimensions they are.
void add_yolo(std::vector<BoxReading>& readings, BoxFormat format, const OutputPlan& plan,
              std::int64_t rows, std::int64_t columns) {
  const auto classes = static_cast<std::int64_t>(plan.classes.size());
  const std::int64_t others = yolo_columns(format, plan.boxes.mask_columns, 0).others;
  const auto fits = [&](std::int64_t size) {
    return classes > 0 ? size == others + classes : size > others;
  };
  // Where nothing tells the number of classes, there are more boxes than numbers a box.
  const bool is_free = classes == 0 && rows > 0 && columns > 0;
  if (fits(columns) && fits(rows) && !is_free) return;  // nothing tells which of them it is
  if (fits(columns) && !(is_free && columns > rows)) readings.push_back({format, columns, false});
  if (fits(rows) && !(is_free && rows > columns)) readings.push_back({format, rows, true});
}

void add_rotated(std::vector<BoxReading>& readings, const OutputPlan& plan, std::int64_t rows,
                 std::int64_t columns) {
  if (plan.boxes.mask_columns > 0) return;
  add_yolo(readings, BoxFormat::kYoloRotated, plan, rows, columns);
  if (columns != kRotatedColumns) return;
  readings.push_back({BoxFormat::kXywhaScoreClass, columns, false});
  readings.push_back({BoxFormat::kXywhScoreClassAngle, columns, false});
}

void add_upright(std::vector<BoxReading>& readings, const OutputPlan& plan, std::int64_t rows,
                 std::int64_t columns) {
  for (const BoxFormat format : {BoxFormat::kYolo, BoxFormat::kYoloObjectness})
    add_yolo(readings, format, plan, rows, columns);
  if (plan.boxes.mask_columns > 0) return;
  if (columns == kLabelledColumns) {
    readings.push_back({BoxFormat::kXyxyScoreClass, columns, false});
    readings.push_back({BoxFormat::kXyxyClassScore, columns, false});
  }
  // One number more than scores and corners: YOLO's oriented boxes come one a column.
  std::vector<BoxReading> rotated;
  add_yolo(rotated, BoxFormat::kYoloRotated, plan, rows, columns);
  std::ranges::copy_if(rotated, std::back_inserter(readings), &BoxReading::is_transposed);
}

/// The format that somebody named: the user, or the metadata. Empty: nobody.
base::Result<std::string> named_format(const Planning& planning) {
  std::string name = planning.options.boxes;
  std::string from = "--boxes";
  if (name.empty()) {
    STACMLM_TRY(name, find_word(planning, "box_format"));
    from = "mlm:hyperparameters.box_format";
  }
  if (name.empty() || box_format_of(name)) return name;
  std::vector<std::string_view> names;
  for (const BoxFormat format : box_formats()) names.push_back(name_of(format));
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("{} {}: there are {}", from, rules::shown(name), fmt::join(names, ", ")));
}

void ask_format(Planning& planning, const std::vector<BoxReading>& readings, std::string what) {
  std::vector<std::string> names;
  names.reserve(readings.size());
  for (const BoxReading& one : readings) names.emplace_back(name_of(one.format));
  planning.ask(planning.plan.output.field, std::move(what), "--boxes", std::move(names));
}

}  // namespace

bool is_of_rotated(std::string_view task) { return task == "oriented-object-detection"; }

bool is_of_ultralytics(const Planning& planning) {
  return has_metadata(planning, "author", "Ultralytics");
}

base::Result<std::vector<BoxReading>> readings_of(const Planning& planning,
                                                  const artifact::Tensor& tensor) {
  const OutputPlan& plan = planning.plan.output;
  const auto& shape = tensor.shape;
  const bool is_table =
      shape && (shape->size() == 2 || (shape->size() == 3 && shape->front().size <= 1));
  if (!is_table) {
    return refuse(plan.field,
                  fmt::format("the model gives {}, which is no table of boxes", shape_text(tensor)),
                  "--model-output chooses another output");
  }
  STACMLM_TRY(const std::string named, named_format(planning));
  const std::int64_t rows = (*shape)[shape->size() - 2].size;
  const std::int64_t columns = shape->back().size;
  std::vector<BoxReading> readings;
  if (wants_rotated(planning, named)) {
    add_rotated(readings, plan, rows, columns);
  } else {
    add_upright(readings, plan, rows, columns);
  }
  return readings;
}

base::Result<void> choose_reading(Planning& planning, const std::vector<BoxReading>& readings,
                                  const std::string& gives, bool is_certain) {
  OutputPlan& plan = planning.plan.output;
  STACMLM_TRY(const std::string name, named_format(planning));
  const auto take = [&](const BoxReading& one) {
    plan.boxes.format = one.format;
    plan.boxes.columns = one.columns;
    plan.boxes.is_transposed = one.is_transposed;
  };
  if (name.empty()) {
    if (readings.empty()) {
      return refuse(plan.field + ".classification:classes",
                    fmt::format("{} classes are stated, and the model gives {}, which is no form "
                                "of boxes that is known",
                                plan.classes.size(), gives));
    }
    take(readings.front());
    if (!is_certain) ask_format(planning, readings, "boxes can stand in several ways in " + gives);
    return {};
  }
  const auto found =
      std::ranges::find(readings, name, [](const BoxReading& one) { return name_of(one.format); });
  if (found == readings.end()) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--boxes {}: the model gives {}, for {} classes", name, gives,
                                  plan.classes.size()));
  }
  take(*found);
  return {};
}

}  // namespace stacmlm::run
