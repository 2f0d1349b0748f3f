// SPDX-License-Identifier: Apache-2.0
#include "cli/atomic_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

// The names that a signal handler has to remove: only lock-free memory may be touched there.
std::array<std::atomic<const char*>, 4> drafts{};
std::array<std::string, drafts.size()> draft_names;  // what `drafts` point at

void remove_drafts(int number) {
  for (const auto& draft : drafts) {
    if (const char* name = draft.load(); name != nullptr) ::unlink(name);
  }
  ::raise(number);  // the default action is back (SA_RESETHAND)
}

/// The slot of a draft that a signal removes; -1 if there are so many already.
int remember_draft(const std::string& name) {
  for (std::size_t slot = 0; slot < drafts.size(); ++slot) {
    if (drafts[slot].load() != nullptr) continue;
    draft_names[slot] = name;
    drafts[slot] = draft_names[slot].c_str();
    return static_cast<int>(slot);
  }
  return -1;
}

std::string behind_links(const std::string& path) {
  std::error_code error;
  std::string real = std::filesystem::canonical(path, error).string();
  return error ? path : real;
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

bool would_lose_owner(const struct stat& facts) {
  return ::geteuid() != 0 && facts.st_uid != ::geteuid();
}

// Makes the draft like the file that it is for.
base::Result<void> equip(int draft, const struct stat* facts) {
  // A group that one is not in is lost; the file's owner can give it back.
  if (facts != nullptr && !would_lose_owner(*facts) &&
      ::fchown(draft, facts->st_uid, facts->st_gid) != 0) {
    errno = 0;
  }
  const mode_t mode = facts != nullptr ? facts->st_mode & 07777U : mode_of_new_files();
  if (::fchmod(draft, mode) != 0) return tl::unexpected(system_error());
  return {};
}

// Makes the file as large as `size` says, if it is smaller, or leaves it as it was.
base::Result<void> reserve(int file, off_t size) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return tl::unexpected(system_error());
  if (facts.st_size >= size) return {};
  const int why = ::posix_fallocate(file, facts.st_size, size - facts.st_size);
  if (why == 0 || why == EOPNOTSUPP || why == EINVAL) return {};
  if (::ftruncate(file, facts.st_size) == 0) errno = why;
  return tl::unexpected(system_error());
}

// What is left of `from` becomes all of `to`.
base::Result<void> copy(int from, int to) {
  std::array<char, std::size_t{64} << 10U> buffer{};
  off_t size = 0;
  for (;;) {
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(system_error());
    if (got == 0) break;
    auto written = write_all(to, {buffer.data(), static_cast<std::size_t>(got)});
    if (!written) return written;
    size += got;
  }
  if (::ftruncate(to, size) != 0) return tl::unexpected(system_error());
  return {};
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
  for (const int number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE}) {
    struct sigaction before {};
    ::sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::sigaction(number, &action, nullptr);  // as under nohup
  }
  // A file that may not grow further is an error of its write.
  ::signal(SIGXFSZ, SIG_IGN);
}

base::Result<void> replace_file(const std::string& path, std::string_view text) {
  STACMLM_TRY(AtomicFile file, AtomicFile::create(path));
  if (auto written = file.write(text); !written) return written;
  return file.commit();
}

bool has_other_names(const std::string& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 && facts.st_nlink > 1;
}

base::Result<AtomicFile> AtomicFile::create(const std::string& path) {
  std::string target = behind_links(path);
  struct stat facts {};
  const bool exists = ::stat(target.c_str(), &facts) == 0;
  if (exists && ::access(target.c_str(), W_OK) != 0) return tl::unexpected(system_error());
  std::string draft = target + ".XXXXXX";
  const int file = ::mkostemp(draft.data(), O_CLOEXEC);
  if (file < 0) {
    base::Error error = system_error();
    return tl::unexpected(exists ? std::move(error).during("a file beside it") : std::move(error));
  }
  if (auto equipped = equip(file, exists ? &facts : nullptr); !equipped) {
    ::close(file);
    ::unlink(draft.c_str());
    return tl::unexpected(std::move(equipped).error());
  }
  const int slot = remember_draft(draft);
  const bool overwrites = exists && (facts.st_nlink > 1 || would_lose_owner(facts));
  return AtomicFile(std::move(target), std::move(draft), file, slot, overwrites);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      draft_(std::move(other.draft_)),
      file_(std::exchange(other.file_, -1)),
      slot_(other.slot_),
      overwrites_(other.overwrites_) {}

AtomicFile::~AtomicFile() { close_and(true); }

void AtomicFile::close_and(bool removes_draft) {
  if (file_ < 0) return;
  ::close(std::exchange(file_, -1));
  if (removes_draft) ::unlink(draft_.c_str());
  forget_draft();
}

void AtomicFile::forget_draft() {
  if (slot_ < 0) return;
  const auto slot = static_cast<std::size_t>(std::exchange(slot_, -1));
  drafts[slot] = nullptr;
  draft_names[slot].clear();
}

base::Result<void> AtomicFile::write(std::string_view text) { return write_all(file_, text); }

base::Result<void> AtomicFile::commit() {
  if (overwrites_) return overwrite();
  const bool is_moved = ::rename(draft_.c_str(), path_.c_str()) == 0;
  auto result =
      is_moved ? base::Result<void>() : base::Result<void>(tl::unexpected(system_error()));
  close_and(true);
  return result;
}

base::Result<void> AtomicFile::overwrite() {
  const int target = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (target < 0) return tl::unexpected(system_error());
  auto result = reserve(target, ::lseek(file_, 0, SEEK_END));
  if (result) {
    // From here on the draft may be the only whole text: no signal removes it.
    forget_draft();
    ::lseek(file_, 0, SEEK_SET);
    result = copy(file_, target);
    if (!result) result.error().message += "; the text is in " + draft_;
    close_and(result.has_value());
  }
  ::close(target);
  return result;
}

}  // namespace stacmlm::cli
