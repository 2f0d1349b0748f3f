// SPDX-License-Identifier: Apache-2.0
#include <fnmatch.h>

#include <algorithm>

#include "cli/walk.h"

namespace stacmlm::cli {

bool is_glob(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

std::vector<std::string> components_of(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.emplace_back(part);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

std::pair<std::string, std::vector<std::string>> split_glob(std::string_view glob) {
  const std::size_t wildcard = glob.find_first_of("*?[");
  const std::size_t slash = glob.substr(0, wildcard).rfind('/');
  const std::size_t start = slash == std::string_view::npos ? 0 : slash + 1;
  std::string folder(glob.substr(0, start));
  return {folder.empty() ? "." : folder, components_of(glob.substr(start))};
}

// Row by row, as for an edit distance: linear in pattern times path, however many `**` there are.
bool glob_matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  std::vector<char> reached(path.size() + 1, 0);
  reached[0] = 1;
  for (const std::string& part : pattern) {
    std::vector<char> next(path.size() + 1, 0);
    const bool is_any = part == "**";
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (is_any) {
        next[i] = static_cast<char>(reached[i] != 0 || (i > 0 && next[i - 1] != 0));
      } else if (i > 0 && reached[i - 1] != 0) {
        next[i] = static_cast<char>(fnmatch(part.c_str(), path[i - 1].c_str(), FNM_PERIOD) == 0);
      }
    }
    reached = std::move(next);
  }
  return reached.back() != 0;
}

}  // namespace stacmlm::cli
