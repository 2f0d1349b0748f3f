// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::stac {

using namespace json;

Shape link(CoreVersion version) {
  const bool bare = version == CoreVersion::k1_0_0;
  Shape link = (bare ? object().member("title", text()) : common_metadata(version))
                   .member("rel", text().min_length(1), kRequired)
                   .member("href", text().min_length(1), kRequired)
                   .member("type", text())
                   .called("a link");
  if (bare) return link;
  return std::move(link)
      .member("method", text().pattern(kUpperCaseLetters))
      .member("headers", map_of(any_of({text(), array_of(text())})));
}

}  // namespace stacmlm::stac
