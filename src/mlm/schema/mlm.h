// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "stacmlm/json/shape.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::mlm {

/// The facts of one published MLM schema, which demands `entry` in `stac_extensions`.
json::Shape mlm_schema(Version version, std::string_view entry);

}  // namespace stacmlm::mlm
