// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diag/json_writer.h"
#include "stacmlm/diag/report.h"

namespace stacmlm::diag {

/// The number of the `json` and `ndjson` contract (docs/reference/report.md).
inline constexpr int kReportVersion = 1;

/// Writes a document of the `json` report, which is a line of the `ndjson` report.
void write_document(JsonWriter& out, const DocumentReport& report);

/// The member `fix` of a finding.
void write_fix(JsonWriter& out, const Fix& fix);

}  // namespace stacmlm::diag
