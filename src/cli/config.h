// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/code_list.h"
#include "stacmlm/diag/diagnostic.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::cli {

struct SeverityRow {
  CodeList codes;
  diag::Severity severity;
};

/// `[[validate.override]]`: other settings for some paths.
struct Override {
  std::vector<std::vector<std::string>> paths;  ///< patterns, cut at their slashes
  CodeList ignore;
  std::vector<SeverityRow> severity;
};

/// `[[validate.silence]]`: one known finding, and why it stays.
struct Silence {
  std::vector<std::string> path;  ///< pattern, cut at its slashes
  CodeList codes;
  std::string pointer;
  std::string place;  ///< `stac-mlm.toml:12:1`
  std::string words;  ///< what it silences, for messages
};

/// A file `stac-mlm.toml`. Paths in it are relative to its folder.
struct Config {
  std::vector<std::string> folder;
  std::optional<rules::Profile> profile;
  std::optional<bool> strict;
  CodeList select;
  CodeList ignore;
  std::vector<SeverityRow> severity;
  std::vector<Override> overrides;
  std::vector<Silence> silences;
};

/// Reads a configuration; the Error says file, line and column.
base::Result<Config> read_config(const std::string& path);
/// The same of a text that stands in the file `path`.
base::Result<Config> read_config_text(std::string_view text, const std::string& path);

/// Finds the configuration of each file: the nearest `stac-mlm.toml` upward from its folder. Reads
/// each once and keeps it. For one thread; what it hands out may be read by all.
class Configs {
 public:
  enum class Search { kUpward, kNone };
  explicit Configs(Search search) : search_(search) {}
  /// Uses the file `path` for everything.
  base::Result<void> use(const std::string& path);

  /// The configuration of `path` (`-`: that of the working directory), or null.
  base::Result<const Config*> of(const std::string& path);

 private:
  base::Result<const Config*> of_folder(const std::string& folder);

  Search search_;
  std::unique_ptr<Config> given_;
  std::map<std::string, const Config*> by_folder_;
  std::vector<std::unique_ptr<Config>> configs_;
};

/// The components of `path` made absolute.
std::vector<std::string> absolute_components(const std::string& path);

}  // namespace stacmlm::cli
