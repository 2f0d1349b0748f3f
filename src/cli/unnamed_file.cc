// SPDX-License-Identifier: Apache-2.0
#include "cli/unnamed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/atomic_file.h"
#include "cli/system_error.h"

namespace stacmlm::cli {

base::Result<UnnamedFile> UnnamedFile::create(const std::string& folder) {
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) {
    std::string name = folder + "/.mlm.XXXXXX";
    file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return tl::unexpected(system_error().during(folder));
    ::unlink(name.c_str());
  }
  return UnnamedFile(file);
}

UnnamedFile::~UnnamedFile() {
  if (file_ >= 0) ::close(file_);
}

base::Result<void> UnnamedFile::write(std::string_view bytes) { return write_all(file_, bytes); }

std::string UnnamedFile::path() const { return fmt::format("/proc/self/fd/{}", file_); }

}  // namespace stacmlm::cli
