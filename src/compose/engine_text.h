// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compose/interpolation.h"

namespace stacmlm::compose {

/// `text` as a JSON string that readers of YAML 1.1 take for the same: what they would read as a
/// line break, or refuse, is escaped.
std::string quoted(std::string_view text);

/// The same for a resolved text: a `$` of its own is doubled, so that the engine leaves it alone.
std::string quoted(const Interpolated& text);

}  // namespace stacmlm::compose
