// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace stacmlm::run {

/// How much memory this process comes to have beyond what it had when the object was made. Another
/// one that is made meanwhile takes its mark away.
class PeakMemory {
 public:
  PeakMemory();
  /// Bytes; nothing if this system does not tell.
  [[nodiscard]] std::optional<std::uint64_t> grown() const;

 private:
  std::optional<std::uint64_t> before_;
};

}  // namespace stacmlm::run
