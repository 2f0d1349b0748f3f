// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/findings.h"
#include "stacmlm/diag/diagnostic.h"
#include "stacmlm/json/document.h"

namespace stacmlm::rules {

/// That so many findings were not kept.
diag::Diagnostic surplus_diagnostic(std::size_t left_out, Profile profile);

/// Turns findings into diagnostics: severity by profile, pointers, lines and columns, in the order
/// of the text, each once.
std::vector<diag::Diagnostic> place_findings(const json::Document& document, Findings& findings);

}  // namespace stacmlm::rules
