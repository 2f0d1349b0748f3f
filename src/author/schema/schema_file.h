// SPDX-License-Identifier: Apache-2.0
// What the files of a JSON Schema and of OpenAPI have in common.
#pragma once

#include <string>
#include <string_view>

#include "rules/schema/schemas.h"
#include "stacmlm/base/result.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::author {

/// The schema of that name, or the Error that lists the names.
base::Result<rules::KnownSchema> find_schema(std::string_view name_at_version);

/// `mlm 1.5.2 as published`.
std::string schema_title(const stac::PublishedSchema& schema, rules::Profile profile);

/// A JSON text of ours in lines.
std::string pretty(const std::string& compact);

}  // namespace stacmlm::author
