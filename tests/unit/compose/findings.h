// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "stacmlm/compose/check.h"

namespace stacmlm::compose {

/// A Compose file that has a service with these members besides image and mounts.
inline std::string file_with(std::string_view members) {
  return "services:\n"
         "  predict:\n"
         "    image: registry.example.org/barns/predict:1.0\n"
         "    volumes: [\"${INPUT_DATA}:/in\", \"${OUTPUT_DATA}:/out\"]\n"
         "    " +
         std::string(members) + "\n";
}

/// The codes of the findings, in the order of the text; the severity's letter before each.
inline std::string codes_of(const Checked& checked) {
  std::string codes;
  for (const diag::Diagnostic& finding : checked.report.findings) {
    if (!codes.empty()) codes += ' ';
    codes += diag::name_of(finding.severity).substr(0, 1);
    codes += finding.code;
  }
  return codes;
}
inline bool refuses(const Checked& checked, std::string_view code) {
  return !checked.plan &&
         std::ranges::any_of(checked.report.findings, [&](const diag::Diagnostic& finding) {
           return finding.code == code && finding.severity == diag::Severity::kError;
         });
}
inline std::string codes_in(std::string text) { return codes_of(check(std::move(text), "f.yml")); }

}  // namespace stacmlm::compose
