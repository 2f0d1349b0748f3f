// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/diag/renderer.h"

namespace stacmlm::diag {

/// The span of the first `piece` in `text`.
base::SourceSpan span_of(std::string_view text, std::string_view piece);

/// A report on one document with one finding at `piece`.
DocumentReport report_on(std::string path, std::string text, std::string_view piece);

/// Three documents: two findings, none, not opened.
std::vector<DocumentReport> sample_documents();

/// Rules that the sample breaks.
std::vector<RuleText> sample_rules();

/// `documents` in the form `format`.
std::string rendered(std::string_view format, const std::vector<DocumentReport>& documents,
                     bool colour = false);

}  // namespace stacmlm::diag
