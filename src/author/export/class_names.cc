// SPDX-License-Identifier: Apache-2.0
#include "author/export/class_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace stacmlm::author {

std::optional<std::vector<std::string_view>> class_names(const Classes& classes) {
  std::vector<std::string_view> names;
  for (const auto& field : classes) {
    if (!field) return std::nullopt;
    const mlm::ClassObject label = *field;
    const auto& name = label.name ? label.name : label.description;
    if (!name || (*name).empty()) return std::nullopt;
    names.push_back(*name);
  }
  return names;
}

bool is_counted(const Classes& classes) {
  std::int64_t index = 0;
  for (const auto& field : classes) {
    if (!field || (*field).value.value_or(-1) != index++) return false;
  }
  return true;
}

void carry_classes(json::Value classes, std::span<const std::string_view> keys, std::string why,
                   Notes& notes) {
  constexpr std::size_t kMostKeys = 10;
  notes.carry(classes);
  std::vector<std::string_view> left;
  for (const json::Value label : classes.elements()) {
    for (const json::Value member : label.members()) {
      const bool is_known = std::ranges::find(keys, member.key()) != keys.end() ||
                            std::ranges::find(left, member.key()) != left.end();
      if (!is_known && !member.is_null() && left.size() < kMostKeys) left.push_back(member.key());
    }
  }
  if (left.empty()) return;
  notes.leave_part(classes, fmt::format("`{}` of the classes", fmt::join(left, "`, `")),
                   std::move(why));
}

}  // namespace stacmlm::author
