// SPDX-License-Identifier: Apache-2.0
#include "cli/relative_href.h"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>

#include "rules/tree/local_file.h"

namespace stacmlm::cli {

std::string encoded_path(const std::string& path) {
  std::string out;
  for (const char c : path) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') ||
                         std::string_view("-._~/!$&'()*+,;=:@").find(c) != std::string_view::npos;
    out += is_kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string relative_path(const std::string& folder, const std::string& to) {
  return std::filesystem::path(rules::absolute_path(to))
      .lexically_relative(rules::absolute_path(folder.empty() ? "." : folder))
      .generic_string();
}

std::string relative_href(const std::string& folder, const std::string& to) {
  const std::string path = encoded_path(relative_path(folder, to));
  return path.starts_with("../") ? path : "./" + path;
}

}  // namespace stacmlm::cli
