// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "stacmlm/diag/report.h"

namespace stacmlm::diag {

/// Where a finding stands in its file. All numbers count from 1.
struct Place {
  std::string_view file;
  std::uint32_t line;
  std::uint32_t column;
  std::uint32_t end_line;
  std::uint32_t end_column;  ///< that of the last character
};

/// The place in the document's own lines. What is about the document as a whole stands at its
/// beginning.
Place place_in_document(const DocumentReport& report, const base::SourceSpan& span);

/// The place in the file: a document `a.ndjson:17` stands on line 17 of a.ndjson.
Place place_in_file(const DocumentReport& report, const base::SourceSpan& span);

}  // namespace stacmlm::diag
