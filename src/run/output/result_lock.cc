// SPDX-License-Identifier: Apache-2.0
#include "run/output/result_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

namespace stacmlm::run {
namespace {

constexpr int kTries = 100;

class LockFile {
 public:
  /// Not locked yet; none where it cannot be opened.
  explicit LockFile(std::string path)
      : path_(std::move(path)),
        file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666)) {
    // That of another user, which NFS alone wants writable.
    if (file_ < 0) file_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  }
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile() {
    if (is_mine_) ::unlink(path_.c_str());
    if (file_ >= 0) ::close(file_);
  }

  /// False: another one has it.
  bool take() {
    if (file_ < 0) return true;
    int status = 0;
    do {
      status = ::flock(file_, LOCK_EX | LOCK_NB);
    } while (status != 0 && errno == EINTR);
    is_mine_ = status == 0 || errno != EWOULDBLOCK;
    return is_mine_;
  }

  /// It has that name still: whoever had it before may have removed it.
  [[nodiscard]] bool is_there() const {
    struct stat held {};
    struct stat named {};
    return file_ < 0 || (::fstat(file_, &held) == 0 && ::lstat(path_.c_str(), &named) == 0 &&
                         held.st_ino == named.st_ino && held.st_dev == named.st_dev);
  }
  void leave() { is_mine_ = false; }

 private:
  std::string path_;
  int file_;
  bool is_mine_ = false;
};

}  // namespace

base::Result<std::shared_ptr<const void>> lock_result(const ResultPlaces& places) {
  const std::filesystem::path item = places.item;
  const std::string path = (item.parent_path() / ("." + item.stem().string() + ".lock")).string();
  for (int i = 0; i < kTries; ++i) {
    auto lock = std::make_shared<LockFile>(path);
    if (!lock->take()) break;
    if (lock->is_there()) return lock;
    lock->leave();
  }
  return base::fail(base::ErrorKind::kInvalidArgument,
                    places.result + " is being written by another run");
}

}  // namespace stacmlm::run
