// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace stacmlm::cli {

/// A line on standard error that says how far a long run is; only on a terminal, and not before a
/// second has passed.
class Progress {
 public:
  explicit Progress(bool is_wanted);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void show(std::size_t documents, std::size_t failing);
  /// The line is wanted, and the last one is old enough: it may be made and shown.
  [[nodiscard]] bool is_due();
  void show_line(const std::string& line);
  [[nodiscard]] double seconds() const;
  /// Takes the line away, before anything else is written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool is_wanted_;
  bool is_shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_ + std::chrono::seconds(1);
};

}  // namespace stacmlm::cli
