// SPDX-License-Identifier: Apache-2.0
#include "run/scene/file_state.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace stacmlm::run {

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

}  // namespace stacmlm::run
