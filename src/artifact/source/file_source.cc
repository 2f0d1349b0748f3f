// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "artifact/source/relative_path.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {
namespace {

/// A file descriptor, closed at the end.
class Handle {
 public:
  explicit Handle(int number = -1) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

tl::unexpected<base::Error> system_failure(std::string_view name) {
  const int reason = errno;
  // No file has a name that is too long.
  const bool is_missing = reason == ENOENT || reason == ENOTDIR || reason == ENAMETOOLONG;
  const auto kind = is_missing ? base::ErrorKind::kNotFound : base::ErrorKind::kIo;
  std::string why = std::generic_category().message(reason);
  why[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(why[0])));
  return base::fail(kind, fmt::format("{}: {}", name, why));
}

tl::unexpected<base::Error> leads_out(std::string_view name, std::string_view why) {
  return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("{}: {}", name, why));
}

// Not blocking: a pipe is refused, not waited for.
constexpr int kOpenFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

base::Result<std::unique_ptr<Source>> open_in(int folder, std::string_view relative,
                                              const std::string& name);

class FileSource : public Source {
 public:
  FileSource(Handle file, Handle folder, std::string name, std::uint64_t size)
      : file_(std::move(file)), folder_(std::move(folder)), name_(std::move(name)), size_(size) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    while (!to.empty()) {
      const ssize_t got = pread(file_.number(), to.data(), to.size(), static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return system_failure(name_);
      if (got == 0) return base::fail(base::ErrorKind::kIo, name_ + ": ends before its size");
      offset += static_cast<std::uint64_t>(got);
      to = to.subspan(static_cast<std::size_t>(got));
    }
    return {};
  }

  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    const std::size_t slash = name_.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : name_.substr(0, slash + 1);
    return open_in(folder_.number(), relative, folder + std::string(relative));
  }

 private:
  Handle file_;
  Handle folder_;  // in which it lies: what lies beside is opened from there
  std::string name_;
  std::uint64_t size_;
};

base::Result<std::unique_ptr<Source>> make_source(Handle file, Handle folder, std::string name,
                                                  bool only_one_name) {
  struct stat facts {};
  if (fstat(file.number(), &facts) != 0) return system_failure(name);
  if (!S_ISREG(facts.st_mode))
    return base::fail(base::ErrorKind::kInvalidArgument, name + ": is not a file");
  if (only_one_name && facts.st_nlink > 1)
    return leads_out(name, "has a second name, which may lie anywhere");
  return std::make_unique<FileSource>(std::move(file), std::move(folder), std::move(name),
                                      static_cast<std::uint64_t>(facts.st_size));
}

// Step by step, so that no step is a symbolic link and none leads up.
base::Result<std::unique_ptr<Source>> open_in(int folder, std::string_view relative,
                                              const std::string& name) {
  if (const auto why = leads_elsewhere(relative); !why.empty()) return leads_out(name, why);
  Handle at(openat(folder, ".", kOpenFlags | O_DIRECTORY));
  if (!at.is_open()) return system_failure(name);
  for (;;) {
    const std::size_t slash = relative.find('/');
    const std::string step(relative.substr(0, slash));
    const bool is_last = slash == std::string_view::npos;
    const bool stays = step.empty() || step == ".";
    if (!stays) {
      Handle next(
          openat(at.number(), step.c_str(), kOpenFlags | O_NOFOLLOW | (is_last ? 0 : O_DIRECTORY)));
      if (!next.is_open() && (errno == ELOOP || errno == EMLINK))
        return leads_out(name, "is a symbolic link");
      if (!next.is_open() && !is_last && errno == ENOTDIR) {
        struct stat facts {};
        if (fstatat(at.number(), step.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(facts.st_mode))
          return leads_out(name, "passes a symbolic link");
        errno = ENOTDIR;
      }
      if (!next.is_open()) return system_failure(name);
      if (is_last) return make_source(std::move(next), std::move(at), name, true);
      at = std::move(next);
    }
    relative.remove_prefix(slash + 1);
  }
}

/// What describes the model in a folder that is one.
constexpr std::string_view kFolderFiles[] = {"saved_model.pb", "model.safetensors.index.json",
                                             "Manifest.json"};

}  // namespace

base::Result<std::unique_ptr<Source>> open_source(const std::string& path) {
  Handle file(open(path.c_str(), kOpenFlags));
  if (!file.is_open()) return system_failure(path);
  struct stat facts {};
  if (fstat(file.number(), &facts) != 0) return system_failure(path);
  if (S_ISDIR(facts.st_mode)) {
    const std::string folder = path.ends_with('/') ? path : path + '/';
    for (const std::string_view name : kFolderFiles) {
      auto source = open_in(file.number(), name, folder + std::string(name));
      if (source || source.error().kind != base::ErrorKind::kNotFound) return source;
    }
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": a folder without a model");
  }
  const std::size_t slash = path.rfind('/');
  const std::string folder_path = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  Handle folder(open(folder_path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
  if (!folder.is_open()) return system_failure(folder_path);
  return make_source(std::move(file), std::move(folder), path, false);
}

}  // namespace stacmlm::artifact
