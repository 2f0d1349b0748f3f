// SPDX-License-Identifier: Apache-2.0
#include "cli/config.h"

#include <filesystem>

#include "cli/walk.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;
constexpr const char* kFileName = "stac-mlm.toml";

fs::path absolute(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error);
  return (error ? fs::path(path) : whole).lexically_normal();
}

}  // namespace

std::vector<std::string> absolute_components(const std::string& path) {
  return components_of(absolute(path).string());
}

base::Result<void> Configs::use(const std::string& path) {
  STACMLM_TRY(Config config, read_config(path));
  given_ = std::make_unique<Config>(std::move(config));
  return {};
}

base::Result<const Config*> Configs::of(const std::string& path) {
  if (given_ != nullptr || search_ == Search::kNone) return given_.get();
  const fs::path file = absolute(path == "-" ? "./-" : path);
  return of_folder(file.parent_path().string());
}

base::Result<const Config*> Configs::of_folder(const std::string& folder) {
  if (const auto known = by_folder_.find(folder); known != by_folder_.end()) return known->second;
  const fs::path here(folder);
  const fs::path file = here / kFileName;
  const Config* config = nullptr;
  std::error_code error;
  if (fs::exists(file, error)) {
    // People know the file by the way from where they are.
    const fs::path shown = file.lexically_proximate(fs::current_path(error));
    STACMLM_TRY(Config read, read_config(shown.string()));
    config = configs_.emplace_back(std::make_unique<Config>(std::move(read))).get();
  } else if (here.has_parent_path() && here.parent_path() != here) {
    STACMLM_TRY(config, of_folder(here.parent_path().string()));
  }
  by_folder_.emplace(folder, config);
  return config;
}

}  // namespace stacmlm::cli
