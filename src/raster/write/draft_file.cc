// SPDX-License-Identifier: Apache-2.0
#include "raster/write/draft_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace stacmlm::raster {
namespace {

constexpr mode_t kMode = 0666;  // less the umask
constexpr int kTries = 100;

tl::unexpected<base::Error> system_error(const std::string& path) {
  const int number = errno;
  const auto kind = number == ENOENT ? base::ErrorKind::kNotFound
                    : number == ENOSPC || number == EDQUOT || number == EFBIG
                        ? base::ErrorKind::kLimitExceeded
                        : base::ErrorKind::kIo;
  return base::fail(kind, path + ": " + std::generic_category().message(number));
}

// Another one each time, also of two processes.
std::string draft_name(const std::filesystem::path& path) {
  static std::atomic<unsigned> count{0};
  return (path.parent_path() /
          fmt::format(".{}.{}-{}.part", path.filename().string(), ::getpid(), count.fetch_add(1)))
      .string();
}

std::string name_of_descriptor(int file) { return fmt::format("/proc/self/fd/{}", file); }

}  // namespace

base::Result<DraftFile> DraftFile::create(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  if (error || real.filename().empty() || std::filesystem::is_directory(real, error)) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": it cannot be written");
  }
  const std::string folder = real.parent_path().string();
  const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kMode);
  if (unnamed >= 0) {
    std::string name = name_of_descriptor(unnamed);
    if (::access(name.c_str(), R_OK | W_OK) == 0) {
      return DraftFile(real.string(), std::move(name), {}, unnamed);
    }
    ::close(unnamed);  // no /proc here
  } else if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) {
    return system_error(path);
  }
  for (int i = 0; i < kTries; ++i) {
    std::string name = draft_name(real);
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
    if (file >= 0) return DraftFile(real.string(), name, name, file);
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

base::Result<void> DraftFile::put_in_place() {
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
  return {};
}

base::Result<std::uint64_t> DraftFile::size() const {
  struct stat facts {};
  if (::fstat(file_, &facts) != 0) return system_error(path_);
  return static_cast<std::uint64_t>(facts.st_size);
}

}  // namespace stacmlm::raster
