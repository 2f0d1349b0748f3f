// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/context.h"

namespace stacmlm::rules {

/// A `stac_extensions` entry that means MLM but is no URI under which a version was published.
bool is_unknown_mlm_uri(std::string_view uri);

/// `stac_extensions` names MLM, if only by such an entry.
bool names_mlm(const Context& context);

}  // namespace stacmlm::rules
