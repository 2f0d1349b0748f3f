// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/class_names.h"

#include <cstddef>

#include "artifact/digits.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::artifact::onnx {

std::vector<std::string> class_names_in(std::string_view text) {
  // JSON and what Python prints for numbers and strings are both YAML.
  json::YamlDocument yaml;
  if (json::read_yaml(std::string(text), yaml, json::YamlLimits{})) return {};
  const json::Value root = yaml.root();
  std::vector<std::string> names(root.size());
  std::size_t place = 0;
  for (const json::Value name : root.elements()) {
    if (!name.is_string()) return {};
    names[place++] = name.string();
  }
  for (const json::Value name : root.members()) {
    const auto number = number_in<std::size_t>(name.key());
    if (!number || *number >= names.size() || !name.is_string()) return {};
    names[*number] = name.string();
  }
  return names;
}

}  // namespace stacmlm::artifact::onnx
