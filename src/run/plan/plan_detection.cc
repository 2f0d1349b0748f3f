// SPDX-License-Identifier: Apache-2.0
#include "run/plan/plan_detection.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"
#include "run/detection/box_table.h"
#include "run/plan/box_readings.h"
#include "run/plan/check_word.h"
#include "run/plan/class_values.h"
#include "run/plan/detector_tensors.h"
#include "run/plan/hyperparameters.h"

namespace stacmlm::run {
namespace {

constexpr double kUsualIou = 0.5;

bool finds_objects(std::string_view task) {
  return task == "object-detection" || task == "instance-segmentation" || task == "detection" ||
         is_of_rotated(task);
}

/// The first task of an output that finds objects, or of the model; empty: there is none.
std::string task_of(const Planning& planning, const mlm::ModelOutput& output) {
  for (const auto& tasks : {output.tasks.value_or({}), planning.model.tasks.value_or({})}) {
    bool is_told = false;
    for (const auto task : tasks) {
      if (task && finds_objects(*task)) return std::string(*task);
      is_told = is_told || task;
    }
    if (is_told) return {};
  }
  return {};
}

struct ChosenOutput {
  std::size_t index = 0;
  mlm::ModelOutput output;
  std::string task;
};

/// The output of that name, or the first that finds objects.
std::optional<ChosenOutput> choose_output(const Planning& planning) {
  const auto outputs = planning.model.output.value_or({});
  const std::string& wanted = planning.options.output;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto output = outputs[i];
    if (!output || (!wanted.empty() && (*output).name.value_or("") != wanted)) continue;
    std::string task = task_of(planning, *output);
    if (!task.empty()) return ChosenOutput{i, *output, std::move(task)};
  }
  return {};
}

/// What the metadata call the outputs; the classes that the first of them states.
std::vector<std::string> output_names(const Planning& planning) {
  std::vector<std::string> names;
  for (const auto output : planning.model.output.value_or({}))
    names.emplace_back(output ? (*output).name.value_or("") : "");
  return names;
}

base::Result<void> take_classes(Planning& planning) {
  OutputPlan& plan = planning.plan.output;
  plan.classes = classes_of(planning.output);
  STACMLM_CHECK(check_class_values(planning.output, plan.field));
  const auto outputs = planning.model.output.value_or({});
  for (std::size_t i = 0; i < outputs.size() && plan.classes.empty(); ++i) {
    const auto output = outputs[i];
    if (!output) continue;
    plan.classes = classes_of(*output);
    STACMLM_CHECK(check_class_values(*output, fmt::format("mlm:output[{}]", i)));
  }
  if (!plan.classes.empty() || planning.file.classes.empty()) return {};
  for (const std::string& name : planning.file.classes)
    plan.classes.push_back({static_cast<std::int64_t>(plan.classes.size()), name, {}, {}, false});
  planning.note("no classes are stated: they have the names that stand in the model file");
  return {};
}

/// One tensor that has all.
base::Result<bool> plan_table(Planning& planning, std::size_t index) {
  OutputPlan& plan = planning.plan.output;
  const auto& tensors = *planning.file.outputs;
  const auto named =
      std::ranges::find(tensors, planning.output.name.value_or(""), &artifact::Tensor::name);
  const artifact::Tensor& tensor =
      named != tensors.end() ? *named : tensors[std::min(index, tensors.size() - 1)];
  plan.tensors = {tensor.name};
  const artifact::Tensor* prototypes = find_prototypes(tensors);
  if (prototypes != nullptr) plan.boxes.mask_columns = (*prototypes->shape)[1].size;
  if (plan.task == "instance-segmentation") {
    if (prototypes == nullptr) {
      return refuse(plan.field + ".tasks",
                    "outlines are made of tensors of boxes, labels, scores and masks, or of YOLO's "
                    "prototypes, which the model does not give");
    }
    plan.tensors.push_back(prototypes->name);
    plan.kind = OutputKind::kPolygons;
  }
  STACMLM_TRY(const auto readings, readings_of(planning, tensor));
  const auto is_usual = [](const BoxReading& one) {
    return one.format == BoxFormat::kYolo ||
           (one.format == BoxFormat::kYoloRotated && one.is_transposed);
  };
  const bool is_known =
      is_of_ultralytics(planning) && !readings.empty() && is_usual(readings.front());
  STACMLM_CHECK(
      choose_reading(planning, readings, shape_text(tensor), is_known || readings.size() == 1));
  return is_known;
}

/// Boxes, labels and scores apart, and masks.
base::Result<bool> plan_apart(Planning& planning, const DetectorTensors& found) {
  OutputPlan& plan = planning.plan.output;
  plan.tensors = {found.boxes->name, found.labels->name, found.scores->name};
  const auto& shape = found.boxes->shape;
  if (shape && !shape->empty() && shape->back().size > 0 && shape->back().size != kCoordinates) {
    return refuse(plan.field,
                  fmt::format("the model gives {} for {}, and boxes beside labels and scores have "
                              "4 numbers",
                              shape_text(*found.boxes), rules::shown(found.boxes->name)));
  }
  if (plan.task == "instance-segmentation") {
    if (found.masks == nullptr) return refuse(plan.field + ".tasks", "the model gives no masks");
    plan.tensors.push_back(found.masks->name);
    plan.kind = OutputKind::kPolygons;
  }
  const std::vector<BoxReading> readings = {{BoxFormat::kXyxy, kCoordinates, false},
                                            {BoxFormat::kYxyx, kCoordinates, false}};
  STACMLM_CHECK(choose_reading(planning, readings, shape_text(*found.boxes), found.is_torchvision));
  return found.is_torchvision;
}

base::Result<void> choose_units(Planning& planning, bool are_pixels) {
  OutputPlan& plan = planning.plan.output;
  std::string units = planning.options.box_units;
  if (units.empty()) {
    STACMLM_TRY(units, find_word(planning, "box_units"));
  }
  if (units.empty() && are_pixels) return {};
  if (units.empty()) {
    planning.ask(plan.field,
                 "nothing tells whether boxes are in pixels or in fractions of the image",
                 "--box-units", words_in(kBoxUnits));
    return {};
  }
  STACMLM_CHECK(check_word("--box-units", units, words_in(kBoxUnits)));
  plan.boxes.is_fraction = units == "fractions";
  return {};
}

base::Result<void> choose_numbers(Planning& planning) {
  OutputPlan& plan = planning.plan.output;
  const PlanOptions& options = planning.options;
  plan.threshold = options.threshold;
  if (plan.threshold && !(*plan.threshold >= 0 && *plan.threshold <= 1)) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--threshold {}: scores of objects go from 0 to 1", *plan.threshold));
  }
  if (!plan.threshold) {
    STACMLM_TRY(plan.threshold,
                find_share(planning, {"score_threshold", "confidence_threshold", "conf_threshold",
                                      "box_score_thresh", "conf"}));
  }
  if (!plan.threshold) {
    planning.ask(plan.field, "nothing tells from which score on an object is there", "--threshold",
                 {"0.5"});
  }
  std::optional<double> iou = options.iou;
  if (!iou) {
    STACMLM_TRY(iou, find_share(planning, {"nms_threshold", "iou_threshold", "nms_iou_threshold",
                                           "box_nms_thresh", "iou"}));
  }
  plan.boxes.iou = iou.value_or(kUsualIou);
  if (!(plan.boxes.iou >= 0 && plan.boxes.iou <= 1)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--iou {}: a number from 0 to 1", plan.boxes.iou));
  }
  plan.activation = options.activation.empty() ? "none" : options.activation;
  if (plan.activation == "none" || plan.activation == "sigmoid") return {};
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("--activation {}: none or sigmoid, for objects that are found", plan.activation));
}

/// YOLO tells classes by their places: each has one.
base::Result<void> name_classes(Planning& planning) {
  constexpr std::int64_t kMost = 65536;
  OutputPlan& plan = planning.plan.output;
  if (!plan.classes.empty()) return {};
  const bool is_yolo = plan.boxes.format == BoxFormat::kYolo ||
                       plan.boxes.format == BoxFormat::kYoloObjectness ||
                       plan.boxes.format == BoxFormat::kYoloRotated;
  if (!is_yolo) {
    planning.note("no classes are stated: they have numbers alone");
    return {};
  }
  const std::int64_t classes =
      yolo_columns(plan.boxes.format, plan.boxes.mask_columns, plan.boxes.columns).scores;
  if (classes > kMost)
    return refuse(plan.field, fmt::format("the model tells {} classes apart", classes));
  for (std::int64_t i = 0; i < classes; ++i)
    plan.classes.push_back({i, fmt::format("class_{}", i), {}, {}, false});
  planning.note("no classes are stated: they are called by their numbers");
  return {};
}

base::Result<void> check_function(Planning& planning) {
  if (mlm::expressions(planning.output.post_processing_function).empty()) return {};
  const std::string field = planning.plan.output.field + ".post_processing_function";
  if (planning.options.boxes.empty())
    return refuse(field, "functions behind a detector are not run",
                  "--boxes says how to read what the model gives without it");
  planning.note(field + " is not run: boxes are read as --boxes says");
  return {};
}

}  // namespace

bool is_detector(const Planning& planning) {
  return planning.options.form == ResultForm::kAuto && choose_output(planning).has_value();
}

base::Result<void> plan_detection(Planning& planning) {
  const auto chosen = choose_output(planning);
  if (!chosen) return refuse("mlm:output", "no output is of objects");
  OutputPlan& plan = planning.plan.output;
  planning.output = chosen->output;
  plan.field = fmt::format("mlm:output[{}]", chosen->index);
  plan.task = chosen->task;
  plan.kind = OutputKind::kBoxes;
  if (!planning.file.outputs || planning.file.outputs->empty())
    return refuse(plan.field, "the model file does not say what it gives");
  STACMLM_CHECK(check_function(planning));
  STACMLM_CHECK(take_classes(planning));
  const std::vector<std::string> names = output_names(planning);
  const DetectorTensors apart = find_detector_tensors(*planning.file.outputs, names);
  STACMLM_TRY(const bool are_pixels, apart.are_there() ? plan_apart(planning, apart)
                                                       : plan_table(planning, chosen->index));
  STACMLM_CHECK(choose_units(planning, are_pixels));
  STACMLM_CHECK(choose_numbers(planning));
  STACMLM_CHECK(name_classes(planning));
  plan.layer_format = planning.options.layer_format;
  plan.columns = {{"class", raster::FieldType::kInteger, "value of the class"},
                  {"class_name", raster::FieldType::kText, "name of the class"},
                  {"score", raster::FieldType::kReal, "0 to 1"}};
  return {};
}

}  // namespace stacmlm::run
