// SPDX-License-Identifier: Apache-2.0
#include "cli/relative_href.h"

#include <filesystem>

#include "rules/tree/local_file.h"

namespace stacmlm::cli {

std::string relative_path(const std::string& folder, const std::string& to) {
  return std::filesystem::path(rules::absolute_path(to))
      .lexically_relative(rules::absolute_path(folder.empty() ? "." : folder))
      .generic_string();
}

std::string relative_href(const std::string& folder, const std::string& to) {
  const std::string path = rules::encoded_path(relative_path(folder, to));
  return path.starts_with("../") ? path : "./" + path;
}

}  // namespace stacmlm::cli
