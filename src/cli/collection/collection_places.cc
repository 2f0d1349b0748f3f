// SPDX-License-Identifier: Apache-2.0
#include "cli/collection/collection_places.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/relative_href.h"
#include "rules/tree/local_file.h"

namespace stacmlm::cli {

namespace fs = std::filesystem;

std::string CollectionPlaces::href(const std::string& from, const std::string& to) const {
  if (!base_.empty()) return address(to);
  return relative_href(fs::path(from).parent_path().string(), to);
}

std::string CollectionPlaces::address(const std::string& path) const {
  return base_.empty() ? base_ : base_ + rules::encoded_path(relative_path(folder_, path));
}

bool CollectionPlaces::is_outside(const std::string& path) const {
  return !base_.empty() && relative_path(folder_, path).starts_with("../");
}

std::string CollectionPlaces::file(const std::string& name) const {
  return (fs::path(folder_) / name).string();
}

std::string real_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(rules::absolute_path(path), error);
  return error ? rules::absolute_path(path) : real.string();
}

bool is_below(const std::string& folder, const std::string& path) {
  const fs::path from =
      fs::path(real_path(path)).lexically_relative(real_path(folder.empty() ? "." : folder));
  return !from.empty() && *from.begin() != "..";
}

}  // namespace stacmlm::cli
