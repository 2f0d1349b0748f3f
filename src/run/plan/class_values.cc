// SPDX-License-Identifier: Apache-2.0
#include "run/plan/class_values.h"

#include <fmt/format.h>

#include <map>

#include "rules/nearest.h"
#include "run/plan/planning.h"

namespace stacmlm::run {

std::vector<ClassPlan> classes_of(const mlm::ModelOutput& output) {
  std::vector<ClassPlan> classes;
  for (const auto each : output.classes.value_or({})) {
    if (!each) continue;
    const mlm::ClassObject one = *each;
    ClassPlan plan;
    plan.value = one.value.value_or(static_cast<std::int64_t>(classes.size()));
    plan.name = one.name.value_or("");
    plan.description = one.description.value_or("");
    plan.color = one.color_hint.value_or("");
    plan.nodata = one.nodata.value_or(false);
    classes.push_back(std::move(plan));
  }
  return classes;
}

base::Result<void> check_class_values(const mlm::ModelOutput& output, const std::string& field) {
  const std::string list = field + ".classification:classes";
  const auto classes = output.classes.value_or({});
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (!classes[i]) return refuse(fmt::format("{}[{}]", list, i), "it is no object");
    const auto value = (*classes[i]).value;
    if (value.state() == stac::FieldState::kMalformed)
      return refuse(fmt::format("{}[{}].value", list, i), "it is no whole number");
  }
  std::map<std::int64_t, std::string> names;
  for (const ClassPlan& one : classes_of(output)) {
    const auto [first, is_new] = names.emplace(one.value, one.name);
    if (is_new) continue;
    return refuse(list,
                  fmt::format("{} and {} have the same value, {}", rules::shown(first->second),
                              rules::shown(one.name), one.value));
  }
  return {};
}

}  // namespace stacmlm::run
