// SPDX-License-Identifier: Apache-2.0
#include "run/plan/output_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "rules/nearest.h"
#include "run/plan/check_word.h"
#include "run/plan/class_values.h"
#include "run/plan/scene_tiles.h"
#include "run/postprocess/output_axes.h"
#include "run/trees/read_forest.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kMostSmall = 255;
constexpr std::int64_t kMostLarge = 65535;

bool is_segmentation(std::string_view task) {
  return task == "semantic-segmentation" || task == "segmentation" || task == "classification" ||
         task == "scene-classification" || task == "panoptic-segmentation";
}

/// The class that stands for pixels without data, or a number that is no class.
std::int64_t free_value(const std::vector<ClassPlan>& classes) {
  for (const ClassPlan& one : classes)
    if (one.nodata) return one.value;
  const auto is_free = [&](std::int64_t value) {
    return std::ranges::find(classes, value, &ClassPlan::value) == classes.end();
  };
  std::int64_t value = kMostSmall;
  while (value > 0 && !is_free(value)) --value;
  if (value > 0 || is_free(0)) return value;
  return kMostLarge;
}

base::Result<void> write_classes(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  STACMLM_CHECK(check_class_values(planning.output, output.field));
  output.nodata = static_cast<double>(free_value(output.classes));
  auto highest = static_cast<std::int64_t>(output.nodata);
  for (const ClassPlan& one : output.classes) {
    if (one.value < 0 || one.value > kMostLarge) {
      return refuse(output.field + ".classification:classes",
                    fmt::format("the value {} does not fit into a class map", one.value));
    }
    highest = std::max(highest, one.value);
  }
  output.data_type = highest > kMostSmall ? "uint16" : "uint8";
  output.bands = {std::string(planning.output.name.value_or("class"))};
  return {};
}

void write_numbers(Planning& planning, std::int64_t count) {
  OutputPlan& output = planning.plan.output;
  output.data_type = "float32";
  output.nodata = std::numeric_limits<double>::quiet_NaN();
  const std::string name(planning.output.name.value_or("value"));
  const auto bands = planning.output.bands.value_or({});
  for (std::int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (output.kind == OutputKind::kProbabilities && at < output.classes.size()) {
      output.bands.push_back(output.classes[at].name);
    } else if (const auto band = bands[at]; band && (*band).name) {
      output.bands.emplace_back(*(*band).name);
    } else {
      output.bands.push_back(count == 1 ? name : fmt::format("{}_{}", name, i + 1));
    }
  }
}

/// Why the scores are probabilities already; empty: nothing tells that they are.
base::Result<std::string> why_probabilities(const Planning& planning) {
  if (planning.plan.runtime == "trees") {
    for (const auto& [key, value] : planning.file.metadata)
      if (key == "objective" && trees::gives_probabilities(value))
        return fmt::format("the model was trained for {}", rules::shown(value));
    return std::string();
  }
  STACMLM_TRY(const std::string last, last_operator(*planning.source, planning.plan));
  if (last != "Softmax" && last != "Sigmoid") return std::string();
  return fmt::format("the network ends in {}", last);
}

/// True: what is compared with a threshold is a probability; false: nothing tells that it is.
base::Result<bool> choose_activation(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  const std::string& asked = planning.options.activation;
  output.activation = "none";
  if (!asked.empty()) {
    STACMLM_CHECK(check_word("--activation", asked, words_in(kActivations)));
    output.activation = asked;
    return asked != "none";
  }
  const bool needs_none =
      output.kind == OutputKind::kClassMap || output.kind == OutputKind::kValues;
  if (needs_none) return false;
  STACMLM_TRY(const std::string why, why_probabilities(planning));
  if (!why.empty()) {
    planning.note(why + ": its scores are probabilities");
    return true;
  }
  planning.ask(output.field, "nothing tells whether the scores are probabilities", "--activation",
               words_in(kActivations));
  return false;
}

base::Result<OutputKind> kind_of(Planning& planning) {
  const OutputPlan& output = planning.plan.output;
  const ResultForm form = planning.options.form;
  const bool has_classes = find_axis(output.dimensions, OutputAxis::kChannel) < 0;
  if (form == ResultForm::kValues) return OutputKind::kValues;
  if (form == ResultForm::kProbabilities) return OutputKind::kProbabilities;
  if (form == ResultForm::kAuto && output.task == "panoptic-segmentation") {
    return refuse(output.field + ".tasks",
                  fmt::format("results of {} are not written yet", rules::shown(output.task)),
                  "--result classes, probabilities or values says what is written instead");
  }
  if (form == ResultForm::kAuto && !is_segmentation(output.task)) return OutputKind::kValues;
  if (output.channels == 1 && !has_classes) return OutputKind::kMask;
  return OutputKind::kClassMap;
}

base::Result<void> check_classes(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  const auto stated = static_cast<std::int64_t>(output.classes.size());
  const bool is_scored = find_axis(output.dimensions, OutputAxis::kChannel) >= 0;
  if (!is_scored || output.kind == OutputKind::kMask || stated == output.channels) return {};
  if (stated > 0) {
    return refuse(
        output.field + ".classification:classes",
        fmt::format("{} classes are stated, and the model scores {}", stated, output.channels));
  }
  for (std::int64_t i = 0; i < output.channels; ++i)
    output.classes.push_back({i, fmt::format("class_{}", i), {}, {}, false});
  planning.note("no classes are stated: they are called by their numbers");
  return {};
}

base::Result<void> plan_mask(Planning& planning, bool is_of_probabilities) {
  OutputPlan& output = planning.plan.output;
  output.threshold = planning.options.threshold;
  if (is_of_probabilities && output.threshold &&
      !(*output.threshold >= 0 && *output.threshold <= 1)) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--threshold {}: it is compared with probabilities, which go from 0 to 1",
                    *output.threshold));
  }
  if (!output.threshold) {
    planning.ask(output.field,
                 "the model gives one score, and nothing tells from which on it is a yes",
                 "--threshold", {"0.5"});
  }
  if (output.classes.size() > 2) {
    return refuse(output.field + ".classification:classes",
                  "the model gives one score: there are two classes at most");
  }
  if (output.classes.empty())
    output.classes = {{0, "no", {}, {}, false}, {1, "yes", {}, {}, false}};
  if (output.classes.size() == 1) {
    const std::int64_t other = output.classes.front().value == 0 ? 1 : 0;
    output.classes.insert(output.classes.begin(), {other, "other", {}, {}, false});
  }
  return {};
}

base::Result<void> plan_classes(Planning& planning, bool is_of_probabilities) {
  const OutputKind kind = planning.plan.output.kind;
  if (kind == OutputKind::kMask) return plan_mask(planning, is_of_probabilities);
  if (kind == OutputKind::kValues) return {};
  return check_classes(planning);
}

/// The model gives one row for an image.
bool gives_rows(const Plan& plan) {
  return !plan.is_of_pixels() && find_axis(plan.output.dimensions, OutputAxis::kRow) < 0;
}

/// What functions make of the scores: numbers of classes where there are classes, else values.
base::Result<void> write_made(Planning& planning, std::size_t count) {
  OutputPlan& output = planning.plan.output;
  output.activation = "none";
  if (count == 1 && !output.classes.empty()) {
    output.kind = OutputKind::kClassMap;
    return write_classes(planning);
  }
  output.kind = OutputKind::kValues;
  write_numbers(planning, static_cast<std::int64_t>(count));
  return {};
}

/// As if it were a raster.
base::Result<void> choose_raster_form(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  STACMLM_TRY(const std::size_t made, plan_functions(planning));
  if (made > 0) return write_made(planning, made);
  STACMLM_TRY(output.kind, kind_of(planning));
  STACMLM_TRY(const bool is_of_probabilities, choose_activation(planning));
  STACMLM_CHECK(plan_classes(planning, is_of_probabilities));
  // A row of a layer has room for the class, too.
  if (output.is_of_places && planning.options.rows == Rows::kLayer &&
      output.kind == OutputKind::kProbabilities && output.channels > 1)
    output.kind = OutputKind::kClassMap;
  if (has_classes(output.kind)) return write_classes(planning);
  write_numbers(planning, output.channels);
  return {};
}

}  // namespace

base::Result<void> choose_form(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  output.is_of_places = gives_rows(planning.plan);
  STACMLM_CHECK(choose_raster_form(planning));
  if (!output.is_of_places || planning.options.rows == Rows::kRaster) return {};
  output.row_kind = output.kind;
  output.kind = OutputKind::kTable;
  add_table_columns(planning);
  return {};
}

}  // namespace stacmlm::run
