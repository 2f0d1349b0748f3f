// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/atomic_file.h"

namespace stacmlm::cli {

/// Where a command's result goes: standard output, standard error, or a file that appears when it
/// is whole.
class Output {
 public:
  /// `-` is standard output; `standard` is the stream to use then.
  static base::Result<Output> open(const std::string& path, int standard = 1);

  /// Collects `text`; a failure is told by the next flush.
  void write(std::string_view text);
  base::Result<void> flush();
  /// Flushes and puts the file in its place.
  base::Result<void> finish();

 private:
  Output(int stream, std::optional<AtomicFile> file) : stream_(stream), file_(std::move(file)) {}
  base::Result<void> drain();

  int stream_;
  std::optional<AtomicFile> file_;
  std::string buffer_;
  base::Result<void> state_;
};

/// Prints what a command has to say and returns its exit status.
int print_to(const std::string& path, std::string_view text);

}  // namespace stacmlm::cli
