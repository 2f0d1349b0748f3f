// SPDX-License-Identifier: Apache-2.0
#include "run/scene/file_state.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

namespace stacmlm::run {
namespace {

namespace fs = std::filesystem;

/// A folder with more is no model.
constexpr std::size_t kMostFiles = 10000;

/// `name size time`, of the files in a folder that the function wants, by name.
template <class Entries, class Wants>
std::string states_of(const fs::path& folder, const Wants& wants) {
  std::set<std::string> states;
  std::error_code error;
  for (Entries entry(folder, error), end; !error && entry != end && states.size() < kMostFiles;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    const FileState state = state_of(path.string());
    if (state == FileState{} || !wants(path)) continue;
    states.insert(fmt::format("{} {} {}\n", path.lexically_relative(folder).string(), state.size,
                              state.changed));
  }
  std::string text;
  for (const std::string& state : states) text += state;
  return text;
}

}  // namespace

FileState state_of(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return {};
  constexpr std::int64_t kSecond = 1'000'000'000;
  return {static_cast<std::uint64_t>(facts.st_size),
          facts.st_mtim.tv_sec * kSecond + facts.st_mtim.tv_nsec, facts.st_ino};
}

std::string state_of_files(const Scene& scene, base::Fetcher* fetcher) {
  std::string text;
  for (const SceneFile& file : scene.files) {
    text += file.asset + ' ';
    if (!file.path.starts_with("http://") && !file.path.starts_with("https://")) {
      const FileState state = state_of(file.path);
      text += fmt::format("{} {}\n", state.size, state.changed);
    } else if (fetcher != nullptr) {
      const auto first = fetcher->fetch_range(file.path, 0, 1);
      text += first ? fmt::format("{} {}\n", first->size, first->version) : "unknown\n";
    }
  }
  return text;
}

std::string state_of_weights(const std::string& model_file, bool is_folder) {
  const fs::path file(model_file);
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (is_folder) {
    return states_of<fs::recursive_directory_iterator>(folder,
                                                       [](const fs::path&) { return true; });
  }
  const std::string stem = file.stem().string();
  return states_of<fs::directory_iterator>(folder, [&](const fs::path& path) {
    const std::string name = path.filename().string();
    return name != file.filename().string() && name.starts_with(stem + '.');
  });
}

}  // namespace stacmlm::run
