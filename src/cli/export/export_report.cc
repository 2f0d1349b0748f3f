// SPDX-License-Identifier: Apache-2.0
#include "cli/export/export_report.h"

#include <fmt/format.h>

#include "cli/report_head.h"
#include "diag/json_writer.h"
#include "diag/visible.h"

namespace stacmlm::cli {

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
  open_notes_report(out, path, format, done.is_complete());
  out.key("files").open('[');
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
