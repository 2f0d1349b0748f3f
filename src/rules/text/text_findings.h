// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/findings.h"
#include "stacmlm/diag/diagnostic.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::rules {

/// Why the text could not be read.
diag::Diagnostic fault_diagnostic(const json::SyntaxFault& fault, std::string_view text);

/// What the reader noted in a text that it could read.
void report_notes(const json::Document& document, Findings& findings);

}  // namespace stacmlm::rules
