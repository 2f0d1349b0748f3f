// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "stacmlm/json/yaml.h"

namespace stacmlm::json {

/// The JSON text that a YAML text becomes, or the fault as `offset: message`.
inline std::string json_of(std::string yaml, const YamlLimits& limits = {}) {
  YamlDocument document;
  const auto fault = read_yaml(std::move(yaml), document, limits);
  if (!fault) return std::string(document.document().text());
  EXPECT_FALSE(document.root().exists());
  return std::to_string(fault->offset) + ": " + fault->message;
}

}  // namespace stacmlm::json
