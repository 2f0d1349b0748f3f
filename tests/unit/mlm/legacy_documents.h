// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "stacmlm/json/parser.h"
#include "stacmlm/mlm/migration.h"

namespace stacmlm::mlm {

/// The documents in examples/legacy: ml-model, DLM, MLM 1.0.0 and 1.3.0.
inline std::vector<std::string> legacy_documents() {
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(STACMLM_EXAMPLES) + "/legacy")) {
    if (entry.path().extension() != ".json") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

inline base::Result<Migration> migrated(std::string_view text, const MigrationOptions& options) {
  json::Document document;
  const auto fault = json::Parser().parse(json::Text::copy_of(text), document);
  EXPECT_FALSE(fault) << fault->message;
  return migrate(document, options);
}

/// The new text of a migration that has to work.
inline std::string migrated_to(std::string_view text, Version to) {
  MigrationOptions options;
  options.to = to;
  const auto migration = migrated(text, options);
  EXPECT_TRUE(migration) << migration.error().message;
  return migration ? migration->text : std::string();
}

}  // namespace stacmlm::mlm
