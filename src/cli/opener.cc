// SPDX-License-Identifier: Apache-2.0
#include "cli/opener.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "cli/remote_source.h"

namespace stacmlm::cli {

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
