// SPDX-License-Identifier: Apache-2.0
#include "rules/model/mlm_uri.h"

#include <algorithm>
#include <array>

namespace stacmlm::rules {

bool is_unknown_mlm_uri(std::string_view uri) {
  if (uri.find("/mlm") == std::string_view::npos || mlm::version_of_uri(uri)) return false;
  constexpr std::array<std::string_view, 4> kPaths = {
      "stac-extensions.github.io/mlm", "crim-ca.github.io/mlm-extension", "stac-extensions/mlm",
      "crim-ca/mlm-extension"};
  return std::ranges::any_of(kPaths, [&](std::string_view path) {
    const std::size_t at = uri.find(path);
    return at != std::string_view::npos && uri.substr(at + path.size()).starts_with('/');
  });
}

bool names_mlm(const Context& context) {
  return context.mlm_version() ||
         std::ranges::any_of(context.unknown_extensions(),
                             [](json::Value entry) { return is_unknown_mlm_uri(entry.string()); });
}

}  // namespace stacmlm::rules
