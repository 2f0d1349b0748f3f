// SPDX-License-Identifier: Apache-2.0
#include "cli/system_error.h"

#include <cctype>
#include <cerrno>
#include <system_error>

namespace stacmlm::cli {

base::Error system_error() {
  const auto kind = errno == ENOENT ? base::ErrorKind::kNotFound : base::ErrorKind::kIo;
  std::string message = std::generic_category().message(errno);
  message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  return {kind, message};
}

}  // namespace stacmlm::cli
