// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

#include <array>
#include <atomic>

namespace stacmlm::cli {

/// Catches the first signal that asks the program to end, so that what it is at can be ended in
/// order; the second one has its usual effect, and so has the first one after ten seconds. One at a
/// time.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  /// Becomes true; for run::RunOptions::stop.
  [[nodiscard]] const std::atomic<bool>& is_stopped() const;
  /// Ends the program by the signal that came, as it would have ended without this; returns if none
  /// came.
  static void end_if_stopped();
};

}  // namespace stacmlm::cli
