// SPDX-License-Identifier: Apache-2.0
#include "cli/collection/collection_places.h"

#include <fmt/format.h>

#include <filesystem>

#include "rules/tree/local_file.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

/// What has a meaning in a URI, or none at all, is percent-encoded.
std::string encoded(const std::string& path) {
  std::string out;
  for (const char c : path) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') ||
                         std::string_view("-._~/!$&'()*+,;=:@").find(c) != std::string_view::npos;
    out += is_kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string relative(const std::string& folder, const std::string& to) {
  return fs::path(rules::absolute_path(to))
      .lexically_relative(rules::absolute_path(folder.empty() ? "." : folder))
      .generic_string();
}

}  // namespace

std::string CollectionPlaces::href(const std::string& from, const std::string& to) const {
  if (!base_.empty()) return address(to);
  const std::string path = encoded(relative(fs::path(from).parent_path().string(), to));
  return path.starts_with("../") ? path : "./" + path;
}

std::string CollectionPlaces::address(const std::string& path) const {
  return base_.empty() ? base_ : base_ + encoded(relative(folder_, path));
}

bool CollectionPlaces::is_outside(const std::string& path) const {
  return !base_.empty() && relative(folder_, path).starts_with("../");
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
