// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/diag/report.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::cli {

/// What our own rules call an error in the profile, of a document that is not written yet. `path`
/// is where it would go.
diag::DocumentReport errors_in(const std::string& text, const std::string& path,
                               rules::Profile profile);

/// The findings go to standard error.
void tell_errors(const diag::DocumentReport& report);

}  // namespace stacmlm::cli
