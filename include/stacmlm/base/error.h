// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace stacmlm::base {

/// Why a job could not be done. One mapping to an exit status, an HTTP status, a Python class each.
enum class ErrorKind {
  kInvalidArgument,
  kNotFound,
  kInvalidDocument,
  kUnsupported,
  kLimitExceeded,
  kIo,
  kBackend,
  kInternal,
};

/// The job could not be done. What was found in a document is a `diag::Diagnostic`, never an Error.
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;  ///< one sentence, lower-case start, no full stop

  /// The same error with what was being done in front: `reading a.json: no such file`.
  [[nodiscard]] Error during(const std::string& what) && {
    message = what + ": " + message;
    return std::move(*this);
  }
};

}  // namespace stacmlm::base
