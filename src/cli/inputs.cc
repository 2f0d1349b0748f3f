// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace stacmlm::cli {

std::optional<Input> Inputs::next() {
  for (;;) {
    if (auto input = go_on()) return input;
    if (at_ == paths_.size()) return std::nullopt;
    if (auto input = open(paths_[at_++])) return input;
  }
}

std::optional<Input> Inputs::go_on() {
  if (follower_) {
    if (auto input = follower_->next()) return input;
    follower_.reset();
  }
  if (!walk_) return std::nullopt;
  while (auto input = walk_->next()) {
    if (is_report(input->path)) continue;
    is_walk_empty_ = false;
    return input;
  }
  walk_.reset();
  if (!is_walk_empty_) return std::nullopt;
  return Input{walked_, is_glob(walked_)
                            ? "no file matches"
                            : fmt::format("no documents in this folder ({})", document_names())};
}

bool Inputs::is_report(const std::string& path) const {
  namespace fs = std::filesystem;
  return std::ranges::any_of(reports_, [&](const std::string& report) {
    std::error_code none;
    return fs::path(report).filename() == fs::path(path).filename() &&
           fs::equivalent(report, path, none);
  });
}

std::optional<Input> Inputs::open(const std::string& path) {
  if (path.empty()) return Input{path, "an empty path"};
  if (path == "-") return Input{path};
  struct stat facts {};
  const bool exists = ::stat(path.c_str(), &facts) == 0;
  if (exists && !S_ISDIR(facts.st_mode)) {
    if (!follow_) return Input{path};
    follower_.emplace(path);
    return std::nullopt;
  }
  if (!exists && !is_glob(path)) return Input{path};
  walked_ = path;
  is_walk_empty_ = true;
  if (exists) {
    walk_.emplace(path);
  } else {
    auto [folder, pattern] = split_glob(path);
    walk_.emplace(folder, std::move(pattern));
  }
  return std::nullopt;
}

}  // namespace stacmlm::cli
