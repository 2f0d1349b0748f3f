// SPDX-License-Identifier: Apache-2.0
#include "raster/write/draft_place.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace stacmlm::raster {

base::Result<std::string> place_of(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  if (error || real.filename().empty() || std::filesystem::is_directory(real, error)) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": it cannot be written");
  }
  return std::filesystem::absolute(real).string();
}

std::string draft_name(const std::string& path) {
  static std::atomic<unsigned> count{0};
  const std::filesystem::path place = path;
  return (place.parent_path() /
          fmt::format(".{}.{}-{}.part", place.filename().string(), ::getpid(), count.fetch_add(1)))
      .string();
}

bool put_on_disk(int file) {
  int status = 0;
  do {
    status = ::fsync(file);
  } while (status != 0 && errno == EINTR);
  return status == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
}

void put_name_on_disk(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  put_on_disk(file);
  ::close(file);
}

tl::unexpected<base::Error> system_error(const std::string& path) {
  const int number = errno;
  const auto kind = number == ENOENT ? base::ErrorKind::kNotFound
                    : number == ENOSPC || number == EDQUOT || number == EFBIG
                        ? base::ErrorKind::kLimitExceeded
                        : base::ErrorKind::kIo;
  std::string why = std::generic_category().message(number);
  why[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(why[0])));
  return base::fail(kind, path + ": " + why);
}

}  // namespace stacmlm::raster
