// SPDX-License-Identifier: Apache-2.0
#include "cli/opener.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "cli/remote_source.h"

namespace stacmlm::cli {
namespace {

std::string host_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  return std::string(authority.substr(authority.rfind('@') + 1));
}

}  // namespace

artifact::Opener opener_for(const std::string& document, base::Fetcher* fetcher) {
  return [beside = artifact::open_beside(document),
          fetcher](std::string_view href) -> base::Result<artifact::OpenedFile> {
    if (!is_url(href)) return beside(href);
    if (fetcher == nullptr) {
      return base::fail(base::ErrorKind::kUnsupported,
                        fmt::format("`--allow-network {}` reads it from there", host_of(href)));
    }
    STACMLM_TRY(auto source, open_model(std::string(href), fetcher));
    return artifact::OpenedFile{std::move(source), true};
  };
}

}  // namespace stacmlm::cli
