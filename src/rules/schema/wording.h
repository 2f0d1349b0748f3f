// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/findings.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::rules {

/// Reports a failed fact in words. `schema` names where it stands, for extensions: `file 2.1.0`;
/// else it is empty.
Finding& report_violation(const json::Violation& violation, std::string_view schema,
                          Findings& findings);

}  // namespace stacmlm::rules
