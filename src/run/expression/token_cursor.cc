// SPDX-License-Identifier: Apache-2.0
#include "run/expression/token_cursor.h"

#include <fmt/format.h>

namespace stacmlm::run {

void TokenCursor::skip_prefix() {
  const bool is_prefix = here().is_word("numpy") || here().is_word("np");
  if (is_prefix && ahead(1).is(".")) skip(2);
}

tl::unexpected<base::Error> TokenCursor::unexpected() const {
  if (is_at_end()) return wrong_at(here().at, "the end comes too early");
  if (here().is("=")) return wrong_at(here().at, "`=` is no comparison; `==` is");
  return wrong_at(here().at, fmt::format("`{}` is not expected here", here().text));
}

}  // namespace stacmlm::run
