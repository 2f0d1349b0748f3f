// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_report.h"

#include <fmt/format.h>

#include "cli/report_head.h"
#include "diag/json_writer.h"
#include "diag/visible.h"

namespace stacmlm::cli {

std::string notes_text(const author::Import& done) {
  std::string text;
  std::string to_fill_in;
  for (const author::ImportNote& note : done.notes) {
    const bool is_last = note.kind == author::ImportNote::Kind::kToFillIn;
    (is_last ? to_fill_in : text) +=
        fmt::format("{}: {}: {}: {}\n", author::name_of(note.kind), diag::visible(note.place),
                    diag::visible(note.what), diag::visible(note.why));
  }
  return text + to_fill_in;
}

std::string notes_json(const author::Import& done, std::string_view format, std::string_view path) {
  diag::JsonWriter out;
  open_notes_report(out, path, format, done.is_complete());
  out.key("notes").open('[');
  for (const author::ImportNote& note : done.notes) {
    out.open('{').key("kind").string(author::name_of(note.kind)).key("place").string(note.place);
    out.key("what").string(note.what).key("why").string(note.why).close('}');
  }
  out.close(']').close('}');
  return out.text() + "\n";
}

}  // namespace stacmlm::cli
