// SPDX-License-Identifier: Apache-2.0
#include "cli/data_folders.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

base::Result<std::string> folder(const char* option, const std::string& path, int access) {
  const auto during = [&] { return fmt::format("{} {}", option, path); };
  std::error_code error;
  std::string absolute = std::filesystem::canonical(path, error).string();
  if (error) {
    errno = error.value();
    return tl::unexpected(system_error().during(during()));
  }
  std::error_code none;
  if (!std::filesystem::is_directory(absolute, none))
    return base::fail(base::ErrorKind::kInvalidArgument, during() + ": not a folder");
  if (::access(absolute.c_str(), access) != 0)
    return tl::unexpected(system_error().during(during()));
  return absolute;
}

bool is_in(const std::string& inner, const std::string& outer) {
  return inner == outer || outer == "/" || inner.starts_with(outer + "/");
}

}  // namespace

base::Result<DataFolders> data_folders(const std::string& input, const std::string& output) {
  DataFolders folders;
  STACMLM_TRY(folders.input, folder("--input", input, R_OK | X_OK));
  STACMLM_TRY(folders.output, folder("--output", output, W_OK | X_OK));
  if (is_in(folders.input, folders.output) || is_in(folders.output, folders.input)) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--output {}: one folder is in the other; take two that are apart", output));
  }
  return folders;
}

}  // namespace stacmlm::cli
