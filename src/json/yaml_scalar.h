// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "json/yaml_tree.h"

namespace stacmlm::json {

/// A scalar as a JSON text, or why it has none.
struct YamlScalar {
  std::string json;
  std::string fault{};
};

/// Reads a scalar by the core schema of YAML 1.2.
YamlScalar read_scalar(const YamlNode& scalar);

}  // namespace stacmlm::json
