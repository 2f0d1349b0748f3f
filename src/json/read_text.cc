// SPDX-License-Identifier: Apache-2.0
#include "json/read_text.h"

#include <fmt/format.h>

namespace stacmlm::json {

base::Result<Value> read_text(Parser& parser, std::string_view text, Document& document) {
  const auto fault = parser.parse(Text::copy_of(text), document);
  if (!fault) return document.root();
  const bool limit =
      fault->kind == SyntaxFault::Kind::kDepth || fault->kind == SyntaxFault::Kind::kSize;
  return base::fail(limit ? base::ErrorKind::kLimitExceeded : base::ErrorKind::kInvalidDocument,
                    fmt::format("no readable JSON at byte {}: {}", fault->offset, fault->message));
}

}  // namespace stacmlm::json
