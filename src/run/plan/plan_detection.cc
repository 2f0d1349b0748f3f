// SPDX-License-Identifier: Apache-2.0
#include "run/plan/plan_detection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/nearest.h"
#include "run/detection/box_table.h"
#include "run/plan/check_word.h"
#include "run/plan/detector_tensors.h"
#include "run/plan/hyperparameters.h"
#include "run/plan/output_form.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kLabelledColumns = 6;
constexpr double kUsualIou = 0.5;

bool finds_objects(std::string_view task) {
  return task == "object-detection" || task == "instance-segmentation" || task == "detection";
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

void take_classes(Planning& planning) {
  OutputPlan& plan = planning.plan.output;
  plan.classes = classes_of(planning.output);
  for (const auto output : planning.model.output.value_or({})) {
    if (plan.classes.empty() && output) plan.classes = classes_of(*output);
  }
  if (!plan.classes.empty() || planning.file.classes.empty()) return;
  for (const std::string& name : planning.file.classes)
    plan.classes.push_back({static_cast<std::int64_t>(plan.classes.size()), name, {}, {}, false});
  planning.note("no classes are stated: they have the names that stand in the model file");
}

/// A way to read a tensor that its shape allows.
struct Reading {
  BoxFormat format = BoxFormat::kYolo;
  std::int64_t columns = 0;
  bool is_transposed = false;
};

/// Numbers in front of the scores of YOLO.
std::int64_t first_score(BoxFormat format) {
  return kCoordinates + (format == BoxFormat::kYoloObjectness ? 1 : 0);
}

/// Numbers a box, of YOLO: in which of both dimensions they are.
void add_yolo(std::vector<Reading>& readings, BoxFormat format, const OutputPlan& plan,
              std::int64_t rows, std::int64_t columns) {
  const auto classes = static_cast<std::int64_t>(plan.classes.size());
  const std::int64_t first = first_score(format) + plan.boxes.mask_columns;
  const auto fits = [&](std::int64_t size) {
    return classes > 0 ? size == first + classes : size > first;
  };
  // Where nothing tells the number of classes, there are more boxes than numbers a box.
  const bool is_free = classes == 0 && rows > 0 && columns > 0;
  if (fits(columns) && fits(rows) && !is_free) return;  // nothing tells which of them it is
  if (fits(columns) && !(is_free && columns > rows)) readings.push_back({format, columns, false});
  if (fits(rows) && !(is_free && rows > columns)) readings.push_back({format, rows, true});
}

base::Result<std::vector<Reading>> readings_of(const OutputPlan& plan,
                                               const artifact::Tensor& tensor) {
  const auto& shape = tensor.shape;
  const bool is_table =
      shape && (shape->size() == 2 || (shape->size() == 3 && shape->front().size <= 1));
  if (!is_table) {
    return refuse(plan.field,
                  fmt::format("the model gives {}, which is no table of boxes", shape_text(tensor)),
                  "--model-output chooses another output");
  }
  const std::int64_t rows = (*shape)[shape->size() - 2].size;
  const std::int64_t columns = shape->back().size;
  std::vector<Reading> readings;
  for (const BoxFormat format : {BoxFormat::kYolo, BoxFormat::kYoloObjectness})
    add_yolo(readings, format, plan, rows, columns);
  if (columns == kLabelledColumns && plan.boxes.mask_columns == 0) {
    readings.push_back({BoxFormat::kXyxyScoreClass, columns, false});
    readings.push_back({BoxFormat::kXyxyClassScore, columns, false});
  }
  return readings;
}

bool is_of_ultralytics(const Planning& planning) {
  return std::ranges::any_of(planning.file.metadata, [](const auto& entry) {
    return entry.first == "author" && entry.second == "Ultralytics";
  });
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

void ask_format(Planning& planning, const std::vector<Reading>& readings, std::string what) {
  std::vector<std::string> names;
  for (const Reading& one : readings) names.emplace_back(name_of(one.format));
  planning.ask(planning.plan.output.field, std::move(what), "--boxes", std::move(names));
}

/// Takes the reading that was named, or the only one.
base::Result<void> choose_reading(Planning& planning, const std::vector<Reading>& readings,
                                  const std::string& gives, bool is_certain) {
  OutputPlan& plan = planning.plan.output;
  STACMLM_TRY(const std::string name, named_format(planning));
  const auto take = [&](const Reading& one) {
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
      std::ranges::find(readings, name, [](const Reading& one) { return name_of(one.format); });
  if (found == readings.end()) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--boxes {}: the model gives {}, for {} classes", name, gives,
                                  plan.classes.size()));
  }
  take(*found);
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
  STACMLM_TRY(const auto readings, readings_of(plan, tensor));
  const bool is_known = is_of_ultralytics(planning) && !readings.empty() &&
                        readings.front().format == BoxFormat::kYolo;
  STACMLM_CHECK(
      choose_reading(planning, readings, shape_text(tensor), is_known || readings.size() == 1));
  return is_known;
}

/// Boxes, labels and scores apart, and masks.
base::Result<bool> plan_apart(Planning& planning, const DetectorTensors& found) {
  OutputPlan& plan = planning.plan.output;
  plan.tensors = {found.boxes->name, found.labels->name, found.scores->name};
  if (plan.task == "instance-segmentation") {
    if (found.masks == nullptr) return refuse(plan.field + ".tasks", "the model gives no masks");
    plan.tensors.push_back(found.masks->name);
    plan.kind = OutputKind::kPolygons;
  }
  const std::vector<Reading> readings = {{BoxFormat::kXyxy, kCoordinates, false},
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
  const bool is_yolo =
      plan.boxes.format == BoxFormat::kYolo || plan.boxes.format == BoxFormat::kYoloObjectness;
  if (!is_yolo) {
    planning.note("no classes are stated: they have numbers alone");
    return {};
  }
  const std::int64_t classes =
      plan.boxes.columns - plan.boxes.mask_columns - first_score(plan.boxes.format);
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
  take_classes(planning);
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
