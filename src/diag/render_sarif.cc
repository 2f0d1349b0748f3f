// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/forms.h"
#include "diag/json_document.h"
#include "diag/place.h"

namespace stacmlm::diag {
namespace {

std::string_view level_of(Severity severity) {
  return severity == Severity::kInfo ? "note" : name_of(severity);
}

// A path as a URI reference. A colon is escaped too: in front it would end a scheme.
std::string uri_of(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("/-._~").find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

void write_text(JsonWriter& out, std::string_view key, std::string_view text) {
  out.key(key).open('{').key("text").string(text).close('}');
}

// The message and, on a line of its own, the hint, for which SARIF has no place.
std::string message_with_hint(const Diagnostic& finding) {
  return finding.hint.empty() ? finding.message : finding.message + "\nhelp: " + finding.hint;
}

void write_artifact(JsonWriter& out, std::string_view path) {
  out.key("artifactLocation").open('{').key("uri").string(uri_of(path)).close('}');
}

// The members of a location. SARIF's end column is the one behind the last character.
void write_location(JsonWriter& out, const Place& place, std::string_view pointer) {
  out.key("physicalLocation").open('{');
  write_artifact(out, place.file);
  out.key("region").open('{').key("startLine").number(place.line);
  out.key("startColumn").number(place.column).key("endLine").number(place.end_line);
  out.key("endColumn").number(std::uint64_t{place.end_column} + 1).close('}').close('}');
  if (pointer.empty()) return;
  out.key("logicalLocations").open('[').open('{').key("fullyQualifiedName").string(pointer);
  out.close('}').close(']');
}

void write_related(JsonWriter& out, const DocumentReport& report, const Diagnostic& finding) {
  out.key("relatedLocations").open('[');
  for (std::size_t i = 0; i < finding.related.size(); ++i) {
    const Related& related = finding.related[i];
    out.open('{').key("id").number(i);
    write_location(out, place_in_file(report, related.span), related.pointer);
    write_text(out, "message", related.message);
    out.close('}');
  }
  out.close(']');
}

// SARIF log 2.1.0, one result a line. A fix goes into the properties: an artifactChange needs
// regions of text, and a JSON Patch is none.
class SarifRenderer final : public Renderer {
 public:
  SarifRenderer(RenderOptions options, Write write)
      : options_(std::move(options)), write_(std::move(write)) {}

  void begin() override {
    JsonWriter driver;
    driver.open('{').key("name").string("mlm").key("version").string(options_.tool_version);
    driver.key("rules").open('[');
    for (const RuleText& rule : options_.rules) {
      driver.open('{').key("id").string(rule.code).key("name").string(rule.slug);
      write_text(driver, "shortDescription", rule.summary);
      driver.close('}');
    }
    driver.close(']').close('}');
    write_(
        "{\"$schema\": "
        "\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
        "sarif-schema-2.1.0.json\", \"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": " +
        driver.text() + "}, \"columnKind\": \"unicodeCodePoints\", \"results\": [");
  }

  void document(const DocumentReport& report) override {
    if (!report.valid) note_failure(report);
    for (const Diagnostic& finding : report.findings) {
      write_(is_first_ ? "\n" : ",\n");
      write_(result(report, finding));
      is_first_ = false;
    }
  }

  void end(const Summary& summary) override {
    write_(
        fmt::format("{}], \"invocations\": [{{\"executionSuccessful\": {}, "
                    "\"toolExecutionNotifications\": [{}]}}]}}]}}\n",
                    is_first_ ? "" : "\n", summary.failed == 0, failures_));
  }

 private:
  static std::string result(const DocumentReport& report, const Diagnostic& finding) {
    JsonWriter out;
    out.open('{').key("ruleId").string(finding.code);
    out.key("level").string(level_of(finding.severity));
    write_text(out, "message", message_with_hint(finding));
    out.key("locations").open('[').open('{');
    write_location(out, place_in_file(report, finding.span), finding.pointer);
    out.close('}').close(']');
    if (!finding.related.empty()) write_related(out, report, finding);
    if (finding.fix || !finding.spec.empty()) {
      out.key("properties").open('{');
      if (finding.fix) write_fix(out, *finding.fix);
      if (!finding.spec.empty()) out.key("spec").string(finding.spec);
      out.close('}');
    }
    return out.close('}').text();
  }

  // Kept until the end, where SARIF wants them: they are as few as the files that cannot be opened.
  void note_failure(const DocumentReport& report) {
    JsonWriter out;
    out.open('{').key("level").string("error");
    write_text(out, "message", report.error);
    out.key("locations").open('[').open('{').key("physicalLocation").open('{');
    write_artifact(out, report.path);
    out.close('}').close('}').close(']').close('}');
    if (!failures_.empty()) failures_ += ", ";
    failures_ += out.view();
  }

  RenderOptions options_;
  Write write_;
  std::string failures_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<Renderer> sarif_form(const RenderOptions& options, Renderer::Write write) {
  return std::make_unique<SarifRenderer>(options, std::move(write));
}

}  // namespace stacmlm::diag
