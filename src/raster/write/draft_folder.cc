// SPDX-License-Identifier: Apache-2.0
#include "raster/write/draft_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "raster/write/draft_place.h"

namespace stacmlm::raster {
namespace {

constexpr mode_t kMode = 0700;  // of what is gone soon
constexpr int kTries = 100;

}  // namespace

base::Result<DraftFolder> DraftFolder::create(const std::string& path) {
  STACMLM_TRY(std::string place, place_of(path));
  for (int i = 0; i < kTries; ++i) {
    std::string name = draft_name(place);
    if (::mkdir(name.c_str(), kMode) == 0) return DraftFolder(std::move(place), std::move(name));
    if (errno != EEXIST) break;
  }
  return system_error(path);
}

DraftFolder::DraftFolder(DraftFolder&& other) noexcept
    : path_(std::move(other.path_)), name_(std::exchange(other.name_, {})) {}

DraftFolder::~DraftFolder() { remove(); }

void DraftFolder::remove() {
  std::error_code ignored;
  if (!name_.empty()) std::filesystem::remove_all(std::exchange(name_, {}), ignored);
}

base::Result<std::uint64_t> DraftFolder::put_in_place(const std::string& file) {
  const std::string name = name_ + "/" + file;
  struct stat facts {};
  const int written = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_whole = written >= 0 && ::fstat(written, &facts) == 0 && put_on_disk(written);
  const auto fault = system_error(path_);
  if (written >= 0) ::close(written);
  if (!is_whole) return fault;
  if (std::rename(name.c_str(), path_.c_str()) != 0) return system_error(path_);
  put_name_on_disk(path_);
  remove();
  return static_cast<std::uint64_t>(facts.st_size);
}

}  // namespace stacmlm::raster
