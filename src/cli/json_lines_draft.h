// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/atomic_file.h"
#include "cli/jobs.h"

namespace stacmlm::cli {

/// NDJSON files that are written anew, block by block; each takes its place when it is whole, which
/// one that could not be read to its end never is.
class JsonLinesDraft {
 public:
  /// The next block of the file `path`, to be written to `target`. A file without a change is left
  /// alone if it is its own target.
  base::Result<void> write(const Lines& lines, const std::string& target);

 private:
  std::optional<AtomicFile> file_;
  std::string path_;
  bool is_changed_ = false;
};

}  // namespace stacmlm::cli
