// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/run/run.h"

namespace stacmlm::cli {

/// How many scenes ended how.
struct SceneCounts {
  std::uint64_t done = 0;
  std::uint64_t skipped = 0;  ///< were done already
  std::uint64_t refused = 0;  ///< what is asked cannot be done, or is not clear
  std::uint64_t failed = 0;   ///< it went wrong

  [[nodiscard]] std::uint64_t good() const { return done + skipped; }
  [[nodiscard]] std::uint64_t all() const { return good() + refused + failed; }
};

/// What `mlm run` tells on standard error while it works: sentences, or one JSON object a line.
class RunLog {
 public:
  explicit RunLog(bool as_json) : as_json_(as_json) {}

  void begin(const std::string& scene, const std::string& id, std::uint64_t tiles) const;
  void done(const std::string& scene, const std::string& id, const run::RunResult& result,
            const std::vector<std::string>& notes);
  /// Only the plan was wanted, and it is there.
  void planned() { ++counts_.done; }
  void skip(const std::string& scene, const std::string& id, const std::string& item);
  /// A function of the metadata has printed this line. From any thread.
  void printed(const std::string& scene, const std::string& function,
               const std::string& line) const;
  void refuse(const std::string& scene, const std::string& message);
  void fail(const std::string& scene, const std::string& message);
  /// All scenes are through; `is_stopped` by a signal.
  void end(bool is_stopped) const;
  /// What ends the whole program.
  void complain_of(const std::string& message) const;

  [[nodiscard]] const SceneCounts& counts() const { return counts_; }

 private:
  void tell_bad(std::string_view event, const std::string& scene, const std::string& message) const;

  using Clock = std::chrono::steady_clock;
  bool as_json_;
  SceneCounts counts_;
  Clock::time_point start_ = Clock::now();
};

/// The time of day in UTC, RFC 3339.
std::string now();

}  // namespace stacmlm::cli
