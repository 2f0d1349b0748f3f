// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/context.h"

namespace stacmlm::rules {

/// True if every input, or every output, has a list `member` that is not empty: only then do the
/// published schemas ask for definitions.
bool all_name(const Context& context, std::string_view member);

}  // namespace stacmlm::rules
