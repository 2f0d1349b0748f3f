// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/diag/diagnostic.h"

namespace stacmlm::diag {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

std::string_view name_of(Fix::Applicability applicability) {
  return applicability == Fix::Applicability::kSafe ? "safe" : "unsafe";
}

}  // namespace stacmlm::diag
