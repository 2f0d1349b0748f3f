// SPDX-License-Identifier: Apache-2.0
#include "author/import/yaml_text.h"

#include <fmt/format.h>

#include "stacmlm/json/line_index.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::author {

base::Result<std::string> yaml_to_json(std::string_view text, const ImportLimits& limits) {
  json::YamlLimits yaml_limits;
  yaml_limits.values = limits.values;
  yaml_limits.depth = limits.depth;
  json::YamlDocument yaml;
  if (const auto fault = json::read_yaml(std::string(text), yaml, yaml_limits)) {
    const base::SourceSpan at = json::LineIndex(text).span(fault->offset, fault->offset);
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}:{}: {}", at.line, at.column, fault->message));
  }
  return std::string(yaml.document().text());
}

}  // namespace stacmlm::author
