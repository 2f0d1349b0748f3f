// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "stacmlm/diag/diagnostic.h"

namespace stacmlm::diag {

/// Puts terminal colours around text, or leaves it alone.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}

  [[nodiscard]] std::string strong(std::string_view text) const { return in("1", text); }
  [[nodiscard]] std::string faint(std::string_view text) const { return in("34", text); }
  [[nodiscard]] std::string of(Severity severity, std::string_view text) const {
    return in(severity == Severity::kError     ? "1;31"
              : severity == Severity::kWarning ? "1;33"
                                               : "1;36",
              text);
  }

 private:
  [[nodiscard]] std::string in(std::string_view colour, std::string_view text) const {
    if (!on_ || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
  }

  bool on_;
};

}  // namespace stacmlm::diag
