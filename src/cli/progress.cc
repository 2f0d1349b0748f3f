// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <fmt/format.h>

#include "cli/terminal.h"

namespace stacmlm::cli {

Progress::Progress(bool is_wanted) : is_wanted_(is_wanted && stderr_is_terminal()) {}

bool Progress::is_due() {
  if (!is_wanted_) return false;
  const Clock::time_point now = Clock::now();
  if (now < next_) return false;
  next_ = now + std::chrono::milliseconds(100);
  return true;
}

void Progress::show_line(const std::string& line) {
  write_to_stderr("\r\x1b[K" + line);
  is_shown_ = true;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::show(std::size_t documents, std::size_t failing) {
  if (!is_due()) return;
  show_line(fmt::format("{} documents, {} with findings that fail, {:.0f} a second", documents,
                        failing, static_cast<double>(documents) / seconds()));
}

void Progress::clear() {
  if (!is_shown_) return;
  write_to_stderr("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace stacmlm::cli
