// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/author/import.h"

namespace stacmlm::author {

/// A YAML text as the JSON that it means. The Error has line and column.
base::Result<std::string> yaml_to_json(std::string_view text, const ImportLimits& limits);

}  // namespace stacmlm::author
