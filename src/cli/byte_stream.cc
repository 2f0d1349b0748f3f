// SPDX-License-Identifier: Apache-2.0
#include "cli/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kStep = std::size_t{256} << 10U;

}  // namespace

base::Result<ByteStream> ByteStream::open(const std::string& path) {
  if (path == "-") return ByteStream(STDIN_FILENO, 0);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return tl::unexpected(system_error());
  struct stat facts {};
  if (::fstat(file, &facts) == 0 && S_ISDIR(facts.st_mode)) {
    ::close(file);
    errno = EISDIR;
    return tl::unexpected(system_error());
  }
  return ByteStream(file, S_ISREG(facts.st_mode) ? static_cast<std::size_t>(facts.st_size) : 0);
}

ByteStream::ByteStream(ByteStream&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)) {}

ByteStream& ByteStream::operator=(ByteStream&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  std::swap(buffer_, other.buffer_);
  return *this;
}

ByteStream::~ByteStream() {
  if (file_ > STDIN_FILENO) ::close(file_);
}

base::Result<bool> ByteStream::read_more() {
  const std::size_t old_size = buffer_.size();
  buffer_.resize(old_size + kStep);
  ssize_t got = 0;
  do {
    got = ::read(file_, buffer_.data() + old_size, kStep);
  } while (got < 0 && errno == EINTR);
  const int reason = errno;
  buffer_.resize(old_size + static_cast<std::size_t>(got < 0 ? 0 : got));
  errno = reason;
  if (got < 0) return tl::unexpected(system_error());
  return got > 0;
}

base::Result<std::size_t> ByteStream::read_into(char* to, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got = ::read(file_, to + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(system_error());
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

}  // namespace stacmlm::cli
