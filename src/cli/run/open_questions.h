// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/run/plan.h"

namespace stacmlm::cli {

/// What is not clear, with the options that clear it.
std::string open_questions(const run::Plan& plan);

}  // namespace stacmlm::cli
