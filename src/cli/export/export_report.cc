// SPDX-License-Identifier: Apache-2.0
#include "cli/export/export_report.h"

#include <fmt/format.h>

#include "diag/json_writer.h"
#include "diag/visible.h"
#include "stacmlm/base/version.h"

namespace stacmlm::cli {
namespace {

constexpr int kReportVersion = 1;

}  // namespace

std::string notes_text(const author::Export& done) {
  std::string needed;
  std::string others;
  for (const author::ExportNote& note : done.notes) {
    (note.is_needed ? needed : others) +=
        fmt::format("{}not carried over: {}: {}: {}\n", note.is_needed ? "needed, " : "",
                    diag::visible(note.pointer), diag::visible(note.what), diag::visible(note.why));
  }
  return needed + others;
}

std::string notes_json(const author::Export& done, std::string_view format, std::string_view path) {
  diag::JsonWriter out;
  out.open('{').key("report_version").number(kReportVersion).key("tool").open('{');
  out.key("name").string("mlm").key("version").string(base::kVersion).close('}');
  out.key("path").string(path).key("format").string(format);
  out.key("complete").raw(done.is_complete() ? "true" : "false").key("files").open('[');
  for (const author::ExportedFile& file : done.files) out.string(file.path);
  out.close(']').key("notes").open('[');
  for (const author::ExportNote& note : done.notes) {
    out.open('{').key("pointer").string(note.pointer).key("what").string(note.what);
    out.key("why").string(note.why).key("needed").raw(note.is_needed ? "true" : "false");
    out.close('}');
  }
  out.close(']').close('}');
  return out.text() + "\n";
}

}  // namespace stacmlm::cli
