// SPDX-License-Identifier: Apache-2.0
#include "cli/remote_source.h"

#include <fmt/format.h>

#include "cli/curl_fetcher.h"

namespace stacmlm::cli {

base::Result<std::unique_ptr<base::Fetcher>> open_network(const std::vector<std::string>& hosts) {
  if (hosts.empty()) return std::unique_ptr<base::Fetcher>();
  auto fetcher = make_curl_fetcher(hosts);
  if (!fetcher) return tl::unexpected(std::move(fetcher).error().during("--allow-network"));
  return fetcher;
}

bool is_url(std::string_view path_or_url) {
  return path_or_url.starts_with("http://") || path_or_url.starts_with("https://");
}

std::string host_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  return std::string(authority.substr(authority.rfind('@') + 1));
}

base::Result<std::unique_ptr<artifact::Source>> open_model(const std::string& path_or_url,
                                                           base::Fetcher* fetcher) {
  if (!is_url(path_or_url)) return artifact::open_source(path_or_url);
  if (fetcher == nullptr) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: --allow-network does not name its host", path_or_url));
  }
  return artifact::open_url(path_or_url, *fetcher);
}

}  // namespace stacmlm::cli
