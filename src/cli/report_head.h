// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "diag/json_writer.h"

namespace stacmlm::cli {

/// Opens the object of a JSON report: its version, and the tool.
void open_report(diag::JsonWriter& out, int version);

/// Opens the object of an export's or import's report on the file at `path`.
void open_notes_report(diag::JsonWriter& out, std::string_view path, std::string_view format,
                       bool is_complete);

/// Writes the notes of an export or import: to standard error, or to the file that is named. The
/// status of the run.
int tell_notes(const std::string& file, const std::string& notes, bool is_complete);

}  // namespace stacmlm::cli
