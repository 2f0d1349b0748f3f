// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "cli/judge.h"

namespace stacmlm::cli {

/// A document after its fixes.
struct Fixed {
  std::string text;
  Judged judged;  ///< of the text as it is now
  std::size_t fixes = 0;
};

/// Applies the fixes that `wants` takes, and those of what is found then, until none is left.
/// `judged` is what was found in `text`.
Fixed fix(Judge& judge, std::string text, Judged judged,
          const std::function<bool(const diag::DocumentReport&, const diag::Diagnostic&)>& wants);

}  // namespace stacmlm::cli
