// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/local_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include "raster/gdal/calls.h"
#include "raster/gdal/stdio_calls.h"

namespace stacmlm::raster {
namespace {

namespace fs = std::filesystem;

// Tables that belong to GDAL.
constexpr std::array<std::string_view, 2> kOfGdal{"/usr/share/gdal/", "/usr/local/share/gdal/"};

/// Where a file really is; empty: nowhere.
std::string real_path(const fs::path& path) {
  std::error_code error;
  return fs::canonical(path, error).string();
}

bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

/// Whether GDAL may read what lies there for a raster.
bool reaches(const Reach& reach, const char* name, const std::string& real) {
  if (name == reach.name) return true;
  if (!reach.folder.empty() && real.starts_with(reach.folder)) {
    // Masks and such are called as the raster is, hidden or not.
    const bool is_its_own = std::string_view(name).starts_with(reach.name);
    return is_its_own || !is_hidden(std::string_view(real).substr(reach.folder.size()));
  }
  return std::ranges::any_of(kOfGdal,
                             [&](std::string_view folder) { return real.starts_with(folder); });
}

base::Error outside(const Reach& reach, const char* name) {
  if (reach.folder.empty()) {
    return {base::ErrorKind::kUnsupported,
            fmt::format("{}: it names `{}`, a file of this machine", reach.path, name)};
  }
  return {base::ErrorKind::kUnsupported,
          fmt::format(
              "{}: it names `{}`, and may name files beside it and below alone: put it above them",
              reach.path, name)};
}

/// Whether GDAL may look at it for what it does now. What is not there is nobody's secret.
bool may_look_at(const char* name) {
  const Reach* const reach = GdalCalls::reach();
  if (reach == nullptr) return true;
  const std::string real = real_path(name);
  errno = ENOENT;
  if (real.empty()) return false;
  if (reaches(*reach, name, real)) return true;
  GdalCalls::refuse(outside(*reach, name));
  errno = EACCES;
  return false;
}

int stat_file(void*, const char* name, VSIStatBufL* facts, int) {
  return may_look_at(name) ? stat_on_disk(name, *facts) : -1;
}

/// A pipe would be waited for, and a folder cannot be read.
std::FILE* open_to_read(const char* name) {
  const int file = ::open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (file < 0) return nullptr;
  struct stat found {};
  if (::fstat(file, &found) == 0 && S_ISREG(found.st_mode)) return ::fdopen(file, "rb");
  ::close(file);
  errno = EACCES;
  return nullptr;
}

void* open_file(void*, const char* name, const char* access) {
  if (GdalCalls::reach() == nullptr) return std::fopen(name, access);
  if (std::strpbrk(access, "wa+") != nullptr) {
    errno = EACCES;
    return nullptr;
  }
  return may_look_at(name) ? open_to_read(name) : nullptr;
}

int remove_file(void*, const char* name) {
  return GdalCalls::reach() == nullptr ? ::unlink(name) : -1;
}

int rename_file(void*, const char* from, const char* to) {
  return GdalCalls::reach() == nullptr ? std::rename(from, to) : -1;
}

}  // namespace

Reach Reach::of_local(std::string path, std::string name) {
  // A link leads to the raster, and does not say what lies beside it.
  std::string folder = real_path(fs::path(name).parent_path());
  if (!folder.empty() && !folder.ends_with('/')) folder += '/';  // nowhere is not everywhere
  return {std::move(path), std::move(name), std::move(folder)};
}

void guard_local_files() {
  VSIFilesystemPluginCallbacksStruct* const calls = gdal.VSIAllocFilesystemPluginCallbacksStruct();
  set_stdio_calls(*calls);
  calls->stat = stat_file;
  calls->unlink = remove_file;
  calls->rename = rename_file;
  calls->open = open_file;
  gdal.VSIInstallPluginHandler("", calls);
  gdal.VSIFreeFilesystemPluginCallbacksStruct(calls);
}

}  // namespace stacmlm::raster
