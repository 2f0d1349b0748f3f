// SPDX-License-Identifier: Apache-2.0
#include "diag/json_document.h"

#include "diag/place.h"

namespace stacmlm::diag {
namespace {

void write_known(JsonWriter& out, std::string_view key, std::string_view text) {
  out.key(key);
  if (text.empty()) {
    out.raw("null");
  } else {
    out.string(text);
  }
}

void write_list(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
  out.key(key).open('[');
  for (const std::string& text : texts) out.string(text);
  out.close(']');
}

void write_place(JsonWriter& out, const Place& place) {
  out.key("line").number(place.line).key("column").number(place.column);
  out.key("end_line").number(place.end_line).key("end_column").number(place.end_column);
}

void write_finding(JsonWriter& out, const DocumentReport& report, const Diagnostic& finding) {
  out.open('{').key("code").plain(finding.code);
  out.key("severity").plain(name_of(finding.severity));
  out.key("message").string(finding.message).key("pointer").string(finding.pointer);
  write_place(out, place_in_document(report, finding.span));
  if (!finding.hint.empty()) out.key("hint").string(finding.hint);
  if (!finding.related.empty()) {
    out.key("related").open('[');
    for (const Related& related : finding.related) {
      out.open('{').key("message").string(related.message).key("pointer").string(related.pointer);
      write_place(out, place_in_document(report, related.span));
      out.close('}');
    }
    out.close(']');
  }
  if (finding.fix) write_fix(out, *finding.fix);
  if (!finding.spec.empty()) out.key("spec").string(finding.spec);
  out.close('}');
}

}  // namespace

void write_fix(JsonWriter& out, const Fix& fix) {
  out.key("fix").open('{').key("applicability").plain(name_of(fix.applicability));
  out.key("description").string(fix.description);
  out.key("patch").raw(json::write_patch(fix.patch)).close('}');
}

void write_document(JsonWriter& out, const DocumentReport& report) {
  out.open('{').key("path").string(report.path);
  write_known(out, "id", report.id);
  write_known(out, "type", report.type);
  write_known(out, "stac_version", report.stac_version);
  out.key("profile").string(report.profile).key("extensions").open('{');
  write_list(out, "checked", report.checked);
  write_list(out, "not_checked", report.not_checked);
  out.close('}').key("valid").raw(!report.valid ? "null" : *report.valid ? "true" : "false");
  if (!report.valid) out.key("error").string(report.error);
  if (report.is_further) out.key("further").raw("true");
  out.key("findings").open('[');
  for (const Diagnostic& finding : report.findings) write_finding(out, report, finding);
  out.close(']').close('}');
}

}  // namespace stacmlm::diag
