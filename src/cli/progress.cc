// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <fmt/format.h>

#include "cli/terminal.h"

namespace stacmlm::cli {

Progress::Progress(bool is_wanted) : is_wanted_(is_wanted && stderr_is_terminal()) {}

void Progress::show(std::size_t documents, std::size_t failing) {
  if (!is_wanted_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_ && !is_shown_) return;
  if (now >= next_) next_ = now + std::chrono::milliseconds(100);
  const double seconds = std::chrono::duration<double>(now - start_).count();
  write_to_stderr(fmt::format("\r\x1b[K{} documents, {} with findings that fail, {:.0f} a second",
                              documents, failing, static_cast<double>(documents) / seconds));
  is_shown_ = true;
}

void Progress::clear() {
  if (!is_shown_) return;
  write_to_stderr("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace stacmlm::cli
