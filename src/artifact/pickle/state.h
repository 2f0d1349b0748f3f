// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifact/pickle/values.h"

namespace stacmlm::artifact::pickle {

/// Why the state that an object of a harmless name was just given is not data alone; empty if it
/// is.
std::string_view doubt_of_state(const Values& values, ValueId target);

}  // namespace stacmlm::artifact::pickle
