// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/jobs.h"

namespace stacmlm::cli {

/// Goes through a folder and all below, by name, one file at a time. Holds the names of the open
/// folders only. Each folder is entered once, so that links cannot lead in circles.
class Walk {
 public:
  /// All documents below `folder`.
  explicit Walk(const std::string& folder) : Walk(folder, {}) {}
  /// The files below `folder` that `pattern` (relative to it, cut at its slashes) matches, and the
  /// documents in folders that it matches.
  Walk(const std::string& folder, std::vector<std::string> pattern);

  /// The next file, or a folder that cannot be read, or nothing at the end.
  std::optional<Input> next();

 private:
  struct Folder {
    std::string path;                // with its slash; empty for the working directory
    std::vector<std::string> names;  // the last is the next
    std::size_t depth;               // components behind the first folder
  };
  std::optional<Input> enter(const std::string& path, std::size_t depth);
  [[nodiscard]] bool wants(const std::string& name) const;
  [[nodiscard]] bool may_hold(const std::string& name) const;

  std::vector<std::string> pattern_;
  std::vector<Folder> folders_;
  std::vector<std::string> place_;  // the folders entered, behind the first
  std::set<std::pair<std::uint64_t, std::uint64_t>> entered_;
  std::optional<Input> failed_;
};

/// The words of the program for what a folder is searched for.
std::string document_names();

/// `text` holds a wildcard.
bool is_glob(std::string_view text);

/// The folder to start from, and the pattern below it.
std::pair<std::string, std::vector<std::string>> split_glob(std::string_view glob);

/// `pattern` matches all of `path`; `**` stands for any number of folders.
bool glob_matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path);

/// The components of a path.
std::vector<std::string> components_of(std::string_view path);

}  // namespace stacmlm::cli
