// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diag/paint.h"
#include "stacmlm/diag/report.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::diag {

/// The width that no source line of an excerpt exceeds, its gutter included.
inline constexpr std::size_t kExcerptColumns = 120;

struct Excerpt {
  std::string text;        ///< whole lines; empty if the document's text is not at hand
  std::size_t gutter = 1;  ///< width of the line numbers
};

/// The lines of the finding and of its related places, with carets and dashes under them. `lines`
/// indexes the text of `report`.
Excerpt excerpt_of(const DocumentReport& report, const Diagnostic& finding,
                   const json::LineIndex& lines, const Paint& paint);

}  // namespace stacmlm::diag
