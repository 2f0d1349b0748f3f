// SPDX-License-Identifier: Apache-2.0
#include "run/onnxruntime/find.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <string>
#include <vector>

namespace stacmlm::run::ort {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "libonnxruntime.so";

/// The numbers behind the name; wheels and packages write one, three or none.
std::vector<int> version_in(std::string_view file) {
  std::vector<int> version;
  file.remove_prefix(kName.size());
  while (file.starts_with('.')) {
    int number = 0;
    const auto [stop, error] = std::from_chars(file.data() + 1, file.data() + file.size(), number);
    if (error != std::errc()) break;
    version.push_back(number);
    file.remove_prefix(static_cast<std::size_t>(stop - file.data()));
  }
  return version;
}

/// The newest library in a folder; empty if there is none.
std::string newest_in(const fs::path& folder) {
  std::string newest;
  std::vector<int> version;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error)) {
    const std::string name = file->path().filename().string();
    if (name != kName && !name.starts_with(fmt::format("{}.", kName))) continue;
    if (std::vector<int> found = version_in(name); newest.empty() || found > version) {
      newest = file->path().string();
      version = std::move(found);
    }
  }
  return newest;
}

}  // namespace

base::Result<std::shared_ptr<const Library>> find_library(const RuntimeOptions& options) {
  if (!options.library.empty()) {
    // A name without a folder would be looked for elsewhere.
    std::error_code error;
    return load_library(fs::absolute(options.library, error).string());
  }
  for (const std::string& folder : options.folders) {
    const std::string file = newest_in(fs::absolute(fs::path(folder) / "onnxruntime"));
    if (!file.empty()) return load_library(file);
  }
  for (const std::string name : {"libonnxruntime.so.1", "libonnxruntime.so"}) {
    auto library = load_library(name);
    if (library || library.error().kind != base::ErrorKind::kNotFound) return library;
  }
  return base::fail(base::ErrorKind::kNotFound,
                    "ONNX Runtime is not there: scripts/setup fetches it, or name a "
                    "libonnxruntime.so with --ort-lib");
}

}  // namespace stacmlm::run::ort
