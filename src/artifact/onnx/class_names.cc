// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/class_names.h"

#include <charconv>
#include <cstddef>

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
    const std::string_view digits = name.key();
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), place);
    const bool is_number = error == std::errc() && stop == digits.data() + digits.size();
    if (!is_number || place >= names.size() || !name.is_string()) return {};
    names[place] = name.string();
  }
  return names;
}

}  // namespace stacmlm::artifact::onnx
