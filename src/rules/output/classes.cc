// SPDX-License-Identifier: Apache-2.0
#include "rules/output/classes.h"

#include <algorithm>

namespace stacmlm::rules {
namespace {

constexpr Word kNotOfSpace[] = {"batch", "class",      "classes",     "channel", "channels",
                                "bands", "variables",  "time",        "score",   "embedding",
                                "token", "confidence", "temperature", "pressure"};

template <class Test>
bool any_task(const mlm::Field<mlm::Strings>& tasks, Test test) {
  for (const json::Value task : tasks.raw().elements()) {
    if (task.is_string() && test(task.string())) return true;
  }
  return false;
}

}  // namespace

bool is_segmentation(std::string_view task) {
  return task == "segmentation" || task.ends_with("-segmentation");
}

bool is_detection(std::string_view task) {
  return task == "detection" || task == "object-detection";
}

bool classifies_scenes(std::string_view task) {
  return task == "classification" || task == "scene-classification";
}

bool classifies_pixels(std::string_view task) {
  return task == "segmentation" || task == "semantic-segmentation";
}

bool makes_image(std::string_view task) {
  return task == "super-resolution" || task == "downscaling";
}

bool produces_classes(const mlm::Field<mlm::Strings>& tasks) {
  return any_task(tasks, [](std::string_view task) {
    return classifies_scenes(task) || is_segmentation(task) || is_detection(task);
  });
}

const Dimension& class_dimension(const OutputView& output) {
  static const Dimension kNone;
  const Dimension& dimension = output.tensor.find({"class", "classes"});
  if (dimension) return dimension;
  const Dimension& channels = output.tensor.find({"channel", "channels"});
  if (!channels) return kNone;
  const bool by_channel = any_task(output.output.tasks, [](std::string_view task) {
    return classifies_scenes(task) || is_segmentation(task);
  });
  return by_channel ? channels : kNone;
}

bool is_floating(const mlm::Structure& result) {
  return result.data_type && result.data_type.value().starts_with("float");
}

bool has_no_space(const TensorView& result) {
  return std::ranges::all_of(result.dimensions, [](const Dimension& dimension) {
    return std::ranges::find(kNotOfSpace, dimension.name) != std::end(kNotOfSpace);
  });
}

}  // namespace stacmlm::rules
