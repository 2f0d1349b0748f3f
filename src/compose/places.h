// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/findings.h"
#include "stacmlm/diag/diagnostic.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::compose {

/// Turns findings in the document of a YAML text into diagnostics with places in that text, in its
/// order, each once.
std::vector<diag::Diagnostic> place_findings(const json::YamlDocument& yaml,
                                             rules::Findings& findings);

}  // namespace stacmlm::compose
