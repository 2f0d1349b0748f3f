// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/base/error.h"

namespace stacmlm::cli {

/// What `errno` says, as an Error.
base::Error system_error();

}  // namespace stacmlm::cli
