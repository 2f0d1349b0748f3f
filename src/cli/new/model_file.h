// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::cli {

/// The properties of a model, read from YAML or JSON.
class ModelFile {
 public:
  /// Names that end in `.json` are JSON, all others YAML. Errors have the file, line and column.
  base::Result<void> read(const std::string& path);

  /// Valid as long as this; nothing before read().
  [[nodiscard]] json::Value root() const;

 private:
  base::Result<void> read_json(const std::string& path, json::Text text);
  base::Result<void> read_yaml(const std::string& path, std::string text);

  json::Document json_;
  json::YamlDocument yaml_;
  bool is_json_ = false;
};

}  // namespace stacmlm::cli
