// SPDX-License-Identifier: Apache-2.0
#include "rules/output/classes.h"

#include <algorithm>

namespace stacmlm::rules {
namespace {

constexpr std::string_view kNotOfSpace[] = {
    "batch", "class", "classes",   "channel", "channels",   "bands",       "variables",
    "time",  "score", "embedding", "token",   "confidence", "temperature", "pressure"};

bool is_classification(std::string_view task) {
  return task == "classification" || task == "scene-classification";
}

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

bool produces_classes(const mlm::Field<mlm::Strings>& tasks) {
  return any_task(tasks, [](std::string_view task) {
    return is_classification(task) || is_segmentation(task) || task == "detection" ||
           task == "object-detection";
  });
}

Dimension class_dimension(const OutputView& output) {
  const Dimension dimension = find_dimension(output.result, {"class", "classes"});
  if (dimension) return dimension;
  const bool by_channel = any_task(output.output.tasks, [](std::string_view task) {
    return is_classification(task) || is_segmentation(task);
  });
  return by_channel ? find_dimension(output.result, {"channel", "channels"}) : Dimension();
}

bool is_floating(const mlm::Structure& result) {
  return result.data_type && result.data_type.value().starts_with("float");
}

bool has_no_space(const mlm::Structure& result) {
  for (const json::Value name : result.dim_order.raw().elements()) {
    if (!name.is_string() || std::ranges::find(kNotOfSpace, name.string()) == std::end(kNotOfSpace))
      return false;
  }
  return true;
}

}  // namespace stacmlm::rules
