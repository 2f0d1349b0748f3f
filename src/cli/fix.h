// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "stacmlm/rules/check.h"

namespace stacmlm::cli {

/// A document after its fixes.
struct Fixed {
  std::string text;
  diag::DocumentReport report;  ///< of the text as it is now
  std::size_t fixes = 0;
};

/// Applies the fixes that `wants` takes, and those of what is found then, until none is left.
/// `report` is that of `text`.
Fixed fix(rules::Checker& checker, std::string text, diag::DocumentReport report,
          const std::function<bool(const diag::DocumentReport&, const diag::Diagnostic&)>& wants);

}  // namespace stacmlm::cli
