// SPDX-License-Identifier: Apache-2.0
#include "cli/walk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>

#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

constexpr std::array<std::string_view, 4> kEndings = {".json", ".geojson", ".ndjson", ".jsonl"};
// Folders that hold other people's files.
constexpr std::array<std::string_view, 4> kSkipped = {"node_modules", "bower_components",
                                                      "__pycache__", "venv"};

bool is_document(std::string_view name) {
  return std::ranges::any_of(kEndings, [&](std::string_view end) { return name.ends_with(end); });
}

bool is_skipped(std::string_view name) {
  return name.starts_with('.') || std::ranges::find(kSkipped, name) != kSkipped.end();
}

}  // namespace

std::string document_names() { return fmt::format("*{}", fmt::join(kEndings, ", *")); }

Walk::Walk(const std::string& folder, std::vector<std::string> pattern)
    : pattern_(std::move(pattern)) {
  failed_ = enter(folder, 0);
}

std::optional<Input> Walk::enter(const std::string& path, std::size_t depth) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) {
    if (errno == ENOENT) return std::nullopt;  // gone in the meantime
    return Input{path, system_error().message};
  }
  if (!entered_.emplace(facts.st_dev, facts.st_ino).second) return std::nullopt;
  Folder folder{path, {}, depth};
  std::error_code error;
  for (std::filesystem::directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code unknown;
    const bool is_folder = at->is_directory(unknown);
    // Opening a pipe or a device that stands in a folder may wait for ever.
    const bool is_special = !is_folder && at->exists(unknown) && !at->is_regular_file(unknown);
    if (is_special) continue;
    folder.names.push_back(at->path().filename().string());
    if (is_folder) folder.names.back() += '/';
  }
  if (error) {
    errno = error.value();
    return Input{path, system_error().message};
  }
  std::ranges::sort(folder.names, std::greater<>());
  if (folder.path == "." || folder.path == "./") {
    folder.path.clear();
  } else if (!folder.path.ends_with('/')) {
    folder.path += '/';
  }
  folders_.push_back(std::move(folder));
  return std::nullopt;
}

std::optional<Input> Walk::next() {
  if (failed_) return std::exchange(failed_, std::nullopt);
  while (!folders_.empty()) {
    Folder& folder = folders_.back();
    if (folder.names.empty()) {
      folders_.pop_back();
      continue;
    }
    std::string name = std::move(folder.names.back());
    folder.names.pop_back();
    place_.resize(folder.depth);
    std::string path = folder.path + name;
    if (!name.ends_with('/')) {
      if (wants(name)) return Input{std::move(path)};
      continue;
    }
    name.pop_back();
    if (is_skipped(name) || !may_hold(name)) continue;
    place_.push_back(name);
    if (auto failed = enter(path, place_.size())) return failed;
  }
  return std::nullopt;
}

bool Walk::wants(const std::string& name) const {
  if (pattern_.empty()) return !name.starts_with('.') && is_document(name);
  std::vector<std::string> path = place_;
  path.push_back(name);
  if (glob_matches(pattern_, path)) return true;
  if (name.starts_with('.') || !is_document(name)) return false;
  for (path.pop_back(); !path.empty(); path.pop_back()) {
    if (glob_matches(pattern_, path)) return true;
  }
  return false;
}

bool Walk::may_hold(const std::string& name) const {
  for (std::size_t i = 0; i < pattern_.size() && i <= place_.size(); ++i) {
    if (pattern_[i] == "**") return true;
    const std::string& part = i < place_.size() ? place_[i] : name;
    if (fnmatch(pattern_[i].c_str(), part.c_str(), FNM_PERIOD) != 0) return false;
  }
  return true;
}

}  // namespace stacmlm::cli
