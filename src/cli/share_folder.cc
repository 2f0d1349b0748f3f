// SPDX-License-Identifier: Apache-2.0
#include "cli/share_folder.h"

#include <filesystem>

namespace stacmlm::cli {

namespace fs = std::filesystem;

std::string share_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return (program.parent_path().parent_path() / "share" / "stacmlm").string();
}

}  // namespace stacmlm::cli
