// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "rules/user_schemas/schema_url.h"
#include "stacmlm/base/result.h"
#include "stacmlm/rules/user_schemas.h"

namespace stacmlm::rules {

/// The texts of schemas, from the folder of the user or through the fetcher.
class SchemaFiles {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{4} << 20U;

  explicit SchemaFiles(UserSchemaOptions options) : options_(std::move(options)) {}

  /// The text of the schema; nothing if it is in neither place; an Error if it cannot be read.
  [[nodiscard]] base::Result<std::optional<std::string>> read(const SchemaUrl& url) const;

 private:
  UserSchemaOptions options_;
};

}  // namespace stacmlm::rules
