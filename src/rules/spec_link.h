// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "rules/findings.h"

namespace stacmlm::rules {

/// The URL of the text that the finding at `pointer` rests on; empty if none is known.
std::string spec_url(const Finding& finding, std::string_view pointer);

}  // namespace stacmlm::rules
