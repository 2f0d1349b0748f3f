// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/diag/report.h"

namespace stacmlm::diag {

/// `2 errors, 1 warning in 3 files`, the last line of the forms that people read.
std::string sentence_of(const Summary& summary);

}  // namespace stacmlm::diag
