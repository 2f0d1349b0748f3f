// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "rules/tree/local_file.h"
#include "run/output/result_item.h"

namespace stacmlm::run {

std::string place_of_item(const std::string& path, json::Value item) {
  if (path != "-") return path;
  const json::Value links = item.find("links");
  for (std::size_t i = 0; i < links.size(); ++i) {
    const json::Value href = links.at(i).find("href");
    if (!links.at(i).find("rel").equals("self") || !href.is_string()) continue;
    std::string url(href.string());
    if (url.find("://") != std::string::npos) return url;
  }
  return {};
}

std::string href_from(const std::string& folder, const std::string& path) {
  if (path.find("://") != std::string::npos) return path;
  std::error_code none;
  const auto from = std::filesystem::weakly_canonical(folder.empty() ? "." : folder, none);
  const auto to = std::filesystem::weakly_canonical(path, none);
  const std::string relative = rules::encoded_path(to.lexically_relative(from).generic_string());
  if (relative.empty()) return path;
  return relative.starts_with("..") ? relative : "./" + relative;
}

}  // namespace stacmlm::run
