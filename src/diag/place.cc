// SPDX-License-Identifier: Apache-2.0
#include "diag/place.h"

#include <algorithm>
#include <charconv>

namespace stacmlm::diag {
namespace {

// The line of the file that an NDJSON document stands on, or 0 for any other document. A document
// with several lines is none of NDJSON, whatever its file is called; its beginning tells.
std::uint32_t ndjson_line(const DocumentReport& report, std::size_t colon) {
  if (colon == std::string::npos || colon == 0) return 0;
  if (std::string_view(report.text).substr(0, 4096).find('\n') != std::string::npos) return 0;
  const char* const end = report.path.data() + report.path.size();
  std::uint32_t line = 0;
  const auto [stop, error] = std::from_chars(report.path.data() + colon + 1, end, line);
  return error == std::errc() && stop == end ? line : 0;
}

}  // namespace

Place place_in_document(const DocumentReport& report, const base::SourceSpan& span) {
  const std::uint32_t line = std::max(span.line, 1U);
  const std::uint32_t column = std::max(span.column, 1U);
  const bool has_end = span.end_line > line || (span.end_line == line && span.end_column >= column);
  return {report.path, line, column, has_end ? span.end_line : line,
          has_end ? std::max(span.end_column, 1U) : column};
}

Place place_in_file(const DocumentReport& report, const base::SourceSpan& span) {
  Place place = place_in_document(report, span);
  const std::size_t colon = report.path.rfind(':');
  if (const std::uint32_t line = ndjson_line(report, colon); line > 0) {
    place.file = place.file.substr(0, colon);
    place.line += line - 1;
    place.end_line += line - 1;
  }
  return place;
}

}  // namespace stacmlm::diag
