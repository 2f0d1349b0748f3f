// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

/// Where the schemas of a user are.
struct UserSchemaOptions {
  /// A folder laid out `<host>/<path>`: the schema of `https://host/path` is `host/path` in it.
  /// Empty: no folder.
  std::string directory;
  /// Asked for what is not in the folder; may be null; must outlive the schemas. It answers
  /// ErrorKind::kUnsupported for a host that it may not ask, which is the same as no schema.
  base::Fetcher* fetcher = nullptr;
};

/// Judges by JSON Schemas (draft-07; `format` not asserted, patterns over code points) from the
/// folder, else through the fetcher. A schema and what it refers to is read once. The schemas may
/// be hostile: what would take too long or nests too deep is refused or told as not judged.
///
/// ```cpp
/// auto schemas = rules::make_user_schemas({"schemas"});
/// if (!schemas) return report(schemas.error());
/// rules::CheckOptions options;
/// options.user_schemas = schemas->get();
/// ```
base::Result<std::unique_ptr<UserSchemas>> make_user_schemas(UserSchemaOptions options);

}  // namespace stacmlm::rules
