// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/write.h"

#include "stacmlm/json/patch.h"

namespace stacmlm::stac {

std::string write_members(const std::vector<std::pair<std::string_view, json::Value>>& members) {
  std::string text = "{";
  for (const auto& [key, value] : members) {
    if (text.size() > 1) text += ", ";
    text += json::quote(key);
    text += ": ";
    text += value.raw();
  }
  text += '}';
  return text;
}

bool is_part_of(json::Value value, json::Value object) {
  if (!object.exists() || &value.document() != &object.document()) return false;
  const json::Node* first = &value.document().root().node();
  const auto at = &value.node() - first;
  return &value.node() > &object.node() && at < object.node().next;
}

}  // namespace stacmlm::stac
