// SPDX-License-Identifier: Apache-2.0
// Any document compared with some model files: each row and each finding is whole, each fix works.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "json/utf8.h"
#include "model_bytes.h"
#include "require.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::artifact {
namespace {

constexpr std::array<const char*, 8> kKinds = {
    "onnx-unet",   "onnx-classifier", "safetensors-unet", "safetensors-properties",
    "openvino-ir", "tflite-small",    "pickle-os-system", "html-page"};

void check_row(const Comparison& row) {
  require(!row.field.empty(), "a comparison names its field");
  require(row.pointer.empty() || row.pointer.front() == '/', "a comparison has a pointer");
  const bool explains = row.verdict != Agreement::kAgrees;
  require(!explains || !row.reason.empty(), "what does not agree has a reason");
  require((row.verdict == Agreement::kContradicts) <= !row.code.empty(), "it has a code");
  for (const std::string& text : {row.stated, row.found, row.reason})
    require(json::first_invalid_utf8(text) == text.size(), "texts are UTF-8");
}

void check_finding(const diag::Diagnostic& finding, std::string_view text, bool has_duplicates) {
  require(rules::find_rule(finding.code) != nullptr, "a finding has a rule");
  require(finding.span.line >= 1 && finding.span.column >= 1, "a finding has a place");
  if (!finding.fix) return;
  const auto fixed = json::apply_patch(text, finding.fix->patch);
  require(fixed.has_value() || has_duplicates, "a fix can be applied");
}

void check(std::string_view text) {
  const std::size_t kind = text.size() % kKinds.size();
  const Opener open = [&](std::string_view href) -> base::Result<OpenedFile> {
    if (href.size() % 7 == 6) return base::fail(base::ErrorKind::kNotFound, "not there");
    return OpenedFile{source_of(model_bytes(kKinds, kind), std::string(href)),
                      href.size() % 7 == 5};
  };
  VerifyOptions options;
  options.tell_all = text.size() % 2 == 0;
  options.wants_fixes = text.size() % 3 == 0;
  const Verified verified = Verifier(options).verify(json::Text::copy_of(text), "a.json", open);
  require(verified.report.valid.has_value(), "a document is valid or not");
  for (const Comparison& row : verified.comparisons) check_row(row);
  const auto& findings = verified.report.findings;
  const bool has_duplicates =
      std::ranges::any_of(findings, [](const auto& one) { return one.code == "JSON002"; });
  for (const diag::Diagnostic& finding : findings) check_finding(finding, text, has_duplicates);
}

}  // namespace
}  // namespace stacmlm::artifact

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stacmlm::artifact::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
