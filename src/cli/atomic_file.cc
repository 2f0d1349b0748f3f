// SPDX-License-Identifier: Apache-2.0
#include "cli/atomic_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

// The names that a signal handler has to remove: only lock-free memory may be touched there.
std::array<std::atomic<const char*>, 4> drafts{};

void remove_drafts(int number) {
  for (const auto& draft : drafts) {
    if (const char* name = draft.load(); name != nullptr) ::unlink(name);
  }
  ::raise(number);  // the default action is back (SA_RESETHAND)
}

std::string behind_links(const std::string& path) {
  char* found = ::realpath(path.c_str(), nullptr);
  if (found == nullptr) return path;
  std::string real = found;
  std::free(found);
  return real;
}

mode_t mode_for(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) == 0) return facts.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

base::Result<void> write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return tl::unexpected(system_error());
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

void remove_drafts_on_signals() {
  struct sigaction action {};
  action.sa_handler = remove_drafts;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::sigaction(number, &action, nullptr);
}

base::Result<AtomicFile> AtomicFile::create(const std::string& path) {
  std::string target = behind_links(path);
  if (::access(target.c_str(), F_OK) == 0 && ::access(target.c_str(), W_OK) != 0) {
    return tl::unexpected(system_error());
  }
  const mode_t mode = mode_for(target);
  std::string draft = target + ".XXXXXX";
  const int file = ::mkostemp(draft.data(), O_CLOEXEC);
  if (file < 0) return tl::unexpected(system_error());
  if (::fchmod(file, mode) != 0) {
    ::close(file);
    ::unlink(draft.c_str());
    return tl::unexpected(system_error());
  }
  char* name = ::strdup(draft.c_str());
  int slot = 0;
  while (drafts[static_cast<std::size_t>(slot)].load() != nullptr) ++slot;
  drafts[static_cast<std::size_t>(slot)] = name;
  return AtomicFile(std::move(target), std::move(draft), file, slot);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      draft_(std::move(other.draft_)),
      file_(std::exchange(other.file_, -1)),
      slot_(other.slot_) {}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() {
  if (file_ < 0) return;
  ::close(std::exchange(file_, -1));
  ::unlink(draft_.c_str());
  std::free(const_cast<char*>(drafts[static_cast<std::size_t>(slot_)].exchange(nullptr)));
}

base::Result<void> AtomicFile::write(std::string_view text) { return write_all(file_, text); }

base::Result<void> AtomicFile::commit() {
  const bool is_moved = ::rename(draft_.c_str(), path_.c_str()) == 0;
  auto result =
      is_moved ? base::Result<void>() : base::Result<void>(tl::unexpected(system_error()));
  discard();
  return result;
}

}  // namespace stacmlm::cli
