// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

bool has_other_than_line_feed_or_return(std::string_view text) {
  return text.find_first_not_of("\r\n") != std::string_view::npos;
}

constexpr Pattern kLanguage{"[^\\r\\n]+", "a text that is not only line ends",
                            &has_other_than_line_feed_or_return};

}  // namespace

Shape example_links_v0_0_1() {
  const Shape example =
      object().member("rel", word("example"), kRequired).called("an example link");
  const Shape fields = Shape()
                           .member("example:container", boolean())
                           .member("example:language", text().max_length(100).pattern(kLanguage))
                           .closed_prefix("example:");
  const Shape no_fields = Shape().closed_prefix("example:");
  return lists_extension("https://stac-extensions.github.io/example-links/v0.0.1/schema.json")
      .member("links", array_of(when(example, fields, no_fields)).contains(example), kRequired);
}

}  // namespace stacmlm::stac
