// SPDX-License-Identifier: Apache-2.0
#include "raster/write/draft_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "raster/write/draft_place.h"

namespace stacmlm::raster {
namespace {

constexpr mode_t kMode = 0666;  // less the umask
constexpr int kTries = 100;

std::string name_of_descriptor(int file) { return fmt::format("/proc/self/fd/{}", file); }

}  // namespace

base::Result<DraftFile> DraftFile::create(const std::string& path) {
  STACMLM_TRY(const std::string place, place_of(path));
  const std::string folder = std::filesystem::path(place).parent_path().string();
  const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kMode);
  if (unnamed >= 0) {
    std::string name = name_of_descriptor(unnamed);
    if (::access(name.c_str(), R_OK | W_OK) == 0) {
      return DraftFile(place, std::move(name), {}, unnamed);
    }
    ::close(unnamed);  // no /proc here
  } else if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) {
    return system_error(path);
  }
  for (int i = 0; i < kTries; ++i) {
    std::string name = draft_name(place);
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
    if (file >= 0) return DraftFile(place, name, name, file);
    if (errno != EEXIST) return system_error(path);
  }
  return system_error(path);
}

DraftFile::DraftFile(DraftFile&& other) noexcept
    : path_(std::move(other.path_)),
      name_(std::move(other.name_)),
      draft_(std::exchange(other.draft_, {})),
      file_(std::exchange(other.file_, -1)) {}

DraftFile::~DraftFile() {
  if (file_ >= 0) ::close(file_);
  if (!draft_.empty()) ::unlink(draft_.c_str());
}

base::Result<void> DraftFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error(path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

base::Result<void> DraftFile::put_in_place() {
  if (!put_on_disk(file_)) return system_error(path_);
  for (int i = 0; draft_.empty() && i < kTries; ++i) {
    std::string name = draft_name(path_);
    if (::linkat(AT_FDCWD, name_.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      draft_ = std::move(name);
    } else if (errno != EEXIST) {
      return system_error(path_);
    }
  }
  if (draft_.empty() || ::rename(draft_.c_str(), path_.c_str()) != 0) return system_error(path_);
  draft_.clear();
  put_name_on_disk(path_);
  return {};
}

base::Result<std::uint64_t> DraftFile::size() const {
  struct stat facts {};
  if (::fstat(file_, &facts) != 0) return system_error(path_);
  return static_cast<std::uint64_t>(facts.st_size);
}

}  // namespace stacmlm::raster
