// SPDX-License-Identifier: Apache-2.0
#include "run/runtime_library.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <string>
#include <vector>

namespace stacmlm::run {
namespace {

namespace fs = std::filesystem;

/// The numbers behind the name; wheels and packages write one, three or none.
std::vector<int> version_in(std::string_view file, std::string_view name) {
  std::vector<int> version;
  file.remove_prefix(name.size());
  while (file.starts_with('.')) {
    int number = 0;
    const auto [stop, error] = std::from_chars(file.data() + 1, file.data() + file.size(), number);
    if (error != std::errc()) break;
    version.push_back(number);
    file.remove_prefix(static_cast<std::size_t>(stop - file.data()));
  }
  return version;
}

/// The newest library of that name in a folder; empty if there is none.
std::string newest_in(const fs::path& folder, std::string_view name) {
  std::string newest;
  std::vector<int> version;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error)) {
    const std::string found_name = file->path().filename().string();
    if (found_name != name && !found_name.starts_with(fmt::format("{}.", name))) continue;
    if (std::vector<int> found = version_in(found_name, name); newest.empty() || found > version) {
      newest = file->path().string();
      version = std::move(found);
    }
  }
  return newest;
}

base::Result<base::SharedLibrary> load(const std::string& file) {
  auto library = base::SharedLibrary::open(file.c_str());
  if (!library) return base::fail(base::ErrorKind::kNotFound, library.error().message);
  return library;
}

}  // namespace

base::Result<base::SharedLibrary> load_library(const LibraryPlaces& places,
                                               const RuntimeOptions& options) {
  if (!options.library.empty()) {
    // A name without a folder would be looked for elsewhere.
    std::error_code error;
    return load(fs::absolute(options.library, error).string());
  }
  for (const std::string& folder : options.folders) {
    const std::string file = newest_in(fs::absolute(fs::path(folder) / places.folder), places.file);
    if (!file.empty()) return load(file);
  }
  auto library = base::SharedLibrary::open(places.system);
  if (library) return library;
  return base::fail(
      base::ErrorKind::kNotFound,
      fmt::format("{} is not there: scripts/setup fetches it, or name a {} with {} ({})",
                  places.title, places.file, places.option, library.error().message));
}

}  // namespace stacmlm::run
