// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::run::pt {

/// libtorch goes into code as deep as it is nested, until there is no stack left. `kUnsupported`:
/// the code of the module is nested deeper than any compiler writes it, or is very long.
base::Result<void> check_script(const std::string& path);

}  // namespace stacmlm::run::pt
