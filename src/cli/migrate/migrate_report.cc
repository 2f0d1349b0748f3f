// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/migrate_report.h"

#include <fmt/format.h>

#include "cli/report_head.h"
#include "diag/json_writer.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

constexpr int kReportVersion = 1;

std::string counted(std::size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::string shown(const std::string& pointer) {
  return pointer.empty() ? std::string("the document") : diag::visible(pointer);
}

/// `/a -> /b`, or the one place there is.
std::string places(const mlm::MigrationRecord& record) {
  if (!record.before && !record.after) return "-";
  if (!record.before) return "+ " + shown(*record.after);
  if (!record.after) return "- " + shown(*record.before);
  if (*record.before == *record.after) return shown(*record.before);
  return fmt::format("{} -> {}", shown(*record.before), shown(*record.after));
}

void write_pointer(diag::JsonWriter& out, std::string_view key,
                   const std::optional<std::string>& pointer) {
  out.key(key);
  if (pointer) {
    out.string(*pointer);
  } else {
    out.raw("null");
  }
}

void write_record(diag::JsonWriter& out, const mlm::MigrationRecord& record) {
  out.open('{');
  write_pointer(out, "before", record.before);
  write_pointer(out, "after", record.after);
  out.key("what").string(record.what).key("why").string(record.why);
  out.key("loss").string(mlm::name_of(record.loss)).key("step").string(record.step);
  out.close('}');
}

std::string_view state_of(const MigratedDocument& document) {
  if (!document.error.empty()) return "failed";
  if (needs_person(document)) return "needs-a-person";
  return document.is_changed() ? "migrated" : "unchanged";
}

}  // namespace

void MigrateCounts::add(const MigratedDocument& document) {
  ++documents;
  if (!document.error.empty()) ++failed;
  if (document.is_changed()) ++changed;
  if (needs_person(document)) ++needing;
}

bool needs_person(const MigratedDocument& document) {
  return document.migration.needs_person() || document.added_faults > 0;
}

std::string records_text(const MigratedDocument& document) {
  const std::string path = diag::visible(document.path);
  if (!document.error.empty()) return fmt::format("mlm: {}: {}\n", path, document.error);
  if (document.migration.records.empty()) return {};
  std::string text =
      fmt::format("{}: {}\n", path, counted(document.migration.records.size(), "change"));
  for (const mlm::MigrationRecord& record : document.migration.records) {
    text += fmt::format("  {:<14} {}\n                 {}: {}\n", mlm::name_of(record.loss),
                        places(record), diag::visible(record.what), diag::visible(record.why));
  }
  for (const diag::Diagnostic& fault : document.faults.findings) {
    text += fmt::format("  still a fault  {}\n                 {}[{}] {}\n", shown(fault.pointer),
                        diag::name_of(fault.severity), fault.code, diag::visible(fault.message));
  }
  return text;
}

std::string counts_text(const MigrateCounts& counts) {
  return fmt::format("{}: {} changed, {} {} a person, {} could not be migrated\n",
                     counted(counts.documents, "document"), counts.changed, counts.needing,
                     counts.needing == 1 ? "needs" : "need", counts.failed);
}

std::string records_json_begin() {
  diag::JsonWriter out;
  open_report(out, kReportVersion);
  out.key("documents").open('[');
  return out.text();
}

std::string records_json(const MigratedDocument& document) {
  diag::JsonWriter out;
  out.open('{').key("path").string(document.path).key("state").string(state_of(document));
  if (!document.error.empty()) out.key("error").string(document.error);
  out.key("records").open('[');
  for (const mlm::MigrationRecord& record : document.migration.records) write_record(out, record);
  out.close(']').key("patch").raw(json::write_patch(document.migration.patch));
  out.key("faults").open('[');
  for (const diag::Diagnostic& fault : document.faults.findings) {
    out.open('{').key("code").string(fault.code).key("message").string(fault.message);
    out.key("pointer").string(fault.pointer).close('}');
  }
  out.close(']').close('}');
  return out.text();
}

std::string records_json_end(const MigrateCounts& counts) {
  diag::JsonWriter out;
  out.open('{').key("documents").number(counts.documents).key("changed").number(counts.changed);
  out.key("needs_person").number(counts.needing).key("failed").number(counts.failed).close('}');
  return fmt::format("\n], \"summary\": {}}}\n", out.text());
}

}  // namespace stacmlm::cli
