// SPDX-License-Identifier: Apache-2.0
#include "diag/place.h"

#include <algorithm>

namespace stacmlm::diag {
Place place_in_document(const DocumentReport& report, const base::SourceSpan& span) {
  const std::uint32_t line = std::max(span.line, 1U);
  const std::uint32_t column = std::max(span.column, 1U);
  const bool has_end = span.end_line > line || (span.end_line == line && span.end_column >= column);
  return {report.path, line, column, has_end ? span.end_line : line,
          has_end ? std::max(span.end_column, 1U) : column};
}

Place place_in_file(const DocumentReport& report, const base::SourceSpan& span) {
  Place place = place_in_document(report, span);
  if (report.line_of_file > 0) {
    place.file = place.file.substr(0, place.file.rfind(':'));
    place.line += report.line_of_file - 1;
    place.end_line += report.line_of_file - 1;
  }
  return place;
}

}  // namespace stacmlm::diag
