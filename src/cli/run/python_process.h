// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

struct PythonOptions {
  std::chrono::seconds limit{60};           ///< for an answer
  const std::atomic<bool>* stop = nullptr;  ///< may be null; true ends the waiting
  /// Gets each line that the function prints, on whatever thread calls it; may be empty.
  std::function<void(const std::string& function, const std::string& line)> tell;
};

/// A `python3` that runs kPythonScript, in a process group of its own. It ends with this object,
/// and with this program however that ends. For one thread at a time.
class PythonProcess {
 public:
  PythonProcess(std::string function, PythonOptions options)
      : function_(std::move(function)), options_(std::move(options)) {}
  PythonProcess(const PythonProcess&) = delete;
  PythonProcess& operator=(const PythonProcess&) = delete;
  ~PythonProcess();

  /// What the script says of the code. `arrays` is a descriptor, of which the process has its own.
  base::Result<std::string> start(int arrays);
  /// What follows `done` in the answer.
  base::Result<std::string> ask(std::string_view line);

 private:
  base::Result<void> spawn(int arrays);
  base::Result<std::string> await();
  base::Result<bool> read_reply(std::string& reply);
  void hear();
  void tell_line();
  [[nodiscard]] bool has_ended() const;
  [[nodiscard]] base::Error failure(std::string_view why) const;

  std::string function_;
  PythonOptions options_;
  int link_ = -1;
  int output_ = -1;   // of what it prints; not blocking
  std::string line_;  // that it has begun to print
  pid_t child_ = -1;
};

}  // namespace stacmlm::cli
