// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/forms.h"
#include "diag/json_document.h"

namespace stacmlm::diag {
namespace {

// One document a line: the report is one JSON object and still comfortable for diff and grep.
class JsonRenderer final : public Renderer {
 public:
  JsonRenderer(std::string_view tool_version, Write write)
      : tool_version_(tool_version), write_(std::move(write)) {}

  void begin() override {
    JsonWriter tool;
    tool.open('{').key("name").string("mlm").key("version").string(tool_version_).close('}');
    write_(fmt::format("{{\"report_version\": {}, \"tool\": {}, \"documents\": [", kReportVersion,
                       tool.text()));
  }

  void document(const DocumentReport& report) override {
    write_(is_first_ ? "\n" : ",\n");
    document_.clear();
    write_document(document_, report);
    write_(document_.view());
    is_first_ = false;
  }

  void end(const Summary& summary) override {
    JsonWriter out;
    out.open('{').key("documents").number(summary.documents).key("valid").number(summary.valid);
    out.key("invalid").number(summary.invalid).key("failed").number(summary.failed);
    out.key("errors").number(summary.errors).key("warnings").number(summary.warnings);
    out.key("infos").number(summary.infos).close('}');
    write_(fmt::format("{}], \"summary\": {}}}\n", is_first_ ? "" : "\n", out.text()));
  }

 private:
  std::string tool_version_;
  Write write_;
  JsonWriter document_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<Renderer> json_form(const RenderOptions& options, Renderer::Write write) {
  return std::make_unique<JsonRenderer>(options.tool_version, std::move(write));
}

}  // namespace stacmlm::diag
