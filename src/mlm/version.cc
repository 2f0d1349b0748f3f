// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/version.h"

#include <fmt/format.h>

#include <array>

#include "mlm/uri_expression.h"
#include "stacmlm/mlm/migration.h"

namespace stacmlm::mlm {
namespace {

struct VersionRow {
  std::string_view name;
  std::string_view uri;
};

constexpr std::array<VersionRow, 9> kVersions = {{
    {"1.0.0", "https://crim-ca.github.io/mlm-extension/v1.0.0/schema.json"},
    {"1.1.0", "https://crim-ca.github.io/mlm-extension/v1.1.0/schema.json"},
    {"1.2.0", "https://crim-ca.github.io/mlm-extension/v1.2.0/schema.json"},
    {"1.3.0", "https://crim-ca.github.io/mlm-extension/v1.3.0/schema.json"},
    {"1.4.0", "https://stac-extensions.github.io/mlm/v1.4.0/schema.json"},
    {"1.5.0", "https://stac-extensions.github.io/mlm/v1.5.0/schema.json"},
    {"1.5.1", "https://stac-extensions.github.io/mlm/v1.5.1/schema.json"},
    {"1.5.2", "https://stac-extensions.github.io/mlm/v1.5.2/schema.json"},
    {"1.6.0", "https://stac-extensions.github.io/mlm/v1.6.0/schema.json"},
}};

constexpr std::array<std::pair<std::string_view, UriHost>, 3> kHosts = {{
    {"https://crim-ca.github.io/mlm-extension/v", UriHost::kCrimCa},
    {"https://stac-extensions.github.io/mlm/v", UriHost::kStacExtensions},
    {"https://stac-extensions/mlm/v", UriHost::kCutHost},
}};

/// The other hosts have nothing after 1.3.0.
bool is_served(std::size_t version, UriHost host) {
  return host == UriHost::kStacExtensions || version <= static_cast<std::size_t>(Version::kV1_3_0);
}

}  // namespace

std::string_view name_of(Version version) {
  return kVersions[static_cast<std::size_t>(version)].name;
}

std::optional<Version> version_named(std::string_view name) {
  for (std::size_t i = 0; i < kVersions.size(); ++i) {
    if (kVersions[i].name == name) return static_cast<Version>(i);
  }
  return std::nullopt;
}

std::string_view uri_of(Version version) {
  return kVersions[static_cast<std::size_t>(version)].uri;
}

std::string uri_of(Version version, UriHost host) {
  return fmt::format("{}{}/schema.json", kHosts[static_cast<std::size_t>(host)].first,
                     name_of(version));
}

std::string uri_expression() {
  const auto escaped = [](std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '.' ? std::string("\\.") : std::string(1, c);
    return out;
  };
  std::string hosts;
  for (const auto& [prefix, host] : kHosts) {
    std::string versions;
    for (std::size_t i = 0; i < kVersions.size() && is_served(i, host); ++i)
      versions += (i == 0 ? "" : "|") + escaped(kVersions[i].name);
    hosts += fmt::format("{}{}({})", hosts.empty() ? "" : "|", escaped(prefix), versions);
  }
  return fmt::format("^({})/schema\\.json$", hosts);
}

std::optional<VersionUri> version_of_uri(std::string_view uri) {
  for (const auto& [prefix, host] : kHosts) {
    if (!uri.starts_with(prefix) || !uri.ends_with("/schema.json")) continue;
    uri.remove_prefix(prefix.size());
    uri.remove_suffix(std::string_view("/schema.json").size());
    for (std::size_t i = 0; i < kVersions.size(); ++i) {
      if (is_served(i, host) && kVersions[i].name == uri)
        return VersionUri{static_cast<Version>(i), host};
    }
    return {};
  }
  return {};
}

}  // namespace stacmlm::mlm
