// SPDX-License-Identifier: Apache-2.0
#include "cli/scratch_folder.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "cli/system_error.h"

namespace stacmlm::cli {

base::Result<ScratchFolder> ScratchFolder::make() {
  std::error_code error;
  const std::filesystem::path place = std::filesystem::temp_directory_path(error);
  if (error) return base::fail(base::ErrorKind::kIo, "temporary files: " + error.message());
  std::string path = (place / "mlm-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr)
    return tl::unexpected(system_error().during(place.string()));
  return ScratchFolder(std::move(path));
}

ScratchFolder::ScratchFolder(std::string path) : path_(std::move(path)) {}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

ScratchFolder::~ScratchFolder() {
  std::error_code none;
  if (!path_.empty()) std::filesystem::remove_all(path_, none);
}

}  // namespace stacmlm::cli
