// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stacmlm/base/result.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::author {

enum class Dialect : std::uint8_t { kDraft07, k2020_12 };

struct SchemaOptions {
  /// What is an error there is asserted.
  rules::Profile profile = rules::Profile::kDocumented;
  Dialect dialect = Dialect::kDraft07;
};

/// The facts of a schema that is known natively, written as JSON Schema: `mlm@1.5.2`, `item@1.0.0`,
/// `eo@1.1.0`. In profile `published` its verdict is that of the published schema (ECMA-262 regular
/// expressions, `format` not asserted; PROJJSON is not looked at). In `documented` it allows what
/// the text allows, and a `$comment` lists the codes of the rules that JSON Schema cannot say. The
/// same arguments give the same bytes. The Error lists the names that there are.
///
/// ```cpp
/// const auto schema = author::write_schema("mlm@1.5.2", {rules::Profile::kPublished});
/// ```
base::Result<std::string> write_schema(std::string_view name_at_version,
                                       const SchemaOptions& options = {});

/// The same facts as the components of an OpenAPI 3.1 document: one for the schema and one for each
/// object in it that has a name (`Link`, `ModelInput`). `options.dialect` does not matter.
base::Result<std::string> write_openapi(std::string_view name_at_version,
                                        const SchemaOptions& options = {});

/// OpenAPI 3.1 components `Item`, `Collection` and `Catalog` as core of `stac_version` and one
/// version of MLM want them, with all that they hold. The Error lists the names that there are.
base::Result<std::string> write_openapi_of_models(std::string_view mlm_version,
                                                  std::string_view stac_version,
                                                  const SchemaOptions& options = {});

}  // namespace stacmlm::author
