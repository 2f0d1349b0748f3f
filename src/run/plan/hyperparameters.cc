// SPDX-License-Identifier: Apache-2.0
#include "run/plan/hyperparameters.h"

#include <fmt/format.h>

namespace stacmlm::run {
namespace {

std::string field_of(std::string_view name) { return fmt::format("mlm:hyperparameters.{}", name); }

}  // namespace

base::Result<std::optional<double>> find_share(const Planning& planning,
                                               std::initializer_list<std::string_view> names) {
  const json::Value all = planning.model.hyperparameters.value_or({});
  for (const std::string_view name : names) {
    const json::Value value = all.find(name);
    if (!value.exists() || value.is_null()) continue;
    if (!value.is_number() || !(value.number() >= 0 && value.number() <= 1))
      return refuse(field_of(name), "it is no number from 0 to 1");
    return std::optional(value.number());
  }
  return std::optional<double>();
}

base::Result<std::string> find_word(const Planning& planning, std::string_view name) {
  const json::Value value = planning.model.hyperparameters.value_or({}).find(name);
  if (!value.exists() || value.is_null()) return std::string();
  if (!value.is_string()) return refuse(field_of(name), "it is no word");
  return std::string(value.string());
}

}  // namespace stacmlm::run
