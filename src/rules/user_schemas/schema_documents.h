// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "rules/user_schemas/json_tree.h"
#include "rules/user_schemas/schema_files.h"
#include "rules/user_schemas/schema_url.h"
#include "stacmlm/base/result.h"

namespace stacmlm::rules {

/// A schema, and the URL of the document that it stands in.
struct SchemaPlace {
  const SchemaUrl* url;
  const rapidjson::Value* schema;
};

/// The documents that one schema is made of, each read once, within limits.
class SchemaDocuments {
 public:
  static constexpr std::size_t kMaxFiles = 200;
  static constexpr std::size_t kMaxReferences = 5000;  ///< distinct ones
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;

  explicit SchemaDocuments(const SchemaFiles& files) : files_(files) {}

  /// The root of a document; a null schema if it is not at hand.
  base::Result<SchemaPlace> open(const SchemaUrl& url);

  /// The schema itself, or where its `$ref` leads in the end.
  base::Result<SchemaPlace> follow(SchemaPlace place);

 private:
  struct Entry {
    SchemaUrl url;
    rapidjson::Document tree;
  };
  base::Result<SchemaPlace> find(SchemaPlace place, std::string_view reference);
  base::Result<SchemaPlace> step(SchemaPlace place, const rapidjson::Value& reference);

  const SchemaFiles& files_;
  std::map<std::string, std::unique_ptr<Entry>> entries_;  // by host and path
  std::unordered_map<std::string, SchemaPlace> steps_;     // by document and `$ref`
  std::size_t bytes_ = 0;
};

}  // namespace stacmlm::rules
