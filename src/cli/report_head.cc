// SPDX-License-Identifier: Apache-2.0
#include "cli/report_head.h"

#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/base/version.h"

namespace stacmlm::cli {
namespace {

constexpr int kNotesVersion = 1;

}  // namespace

void open_report(diag::JsonWriter& out, int version) {
  out.open('{').key("report_version").number(version).key("tool").open('{');
  out.key("name").string("mlm").key("version").string(base::kVersion).close('}');
}

void open_notes_report(diag::JsonWriter& out, std::string_view path, std::string_view format,
                       bool is_complete) {
  open_report(out, kNotesVersion);
  out.key("path").string(path).key("format").string(format);
  out.key("complete").raw(is_complete ? "true" : "false");
}

int tell_notes(const std::string& file, const std::string& notes, bool is_complete) {
  if (file.empty()) {
    write_to_stderr(notes);
  } else if (print_to(file, notes) != status::kClean) {
    return status::kNotDone;
  }
  return is_complete ? status::kClean : status::kFindings;
}

}  // namespace stacmlm::cli
