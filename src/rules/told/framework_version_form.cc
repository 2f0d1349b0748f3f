// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::rules {
namespace {

/// `2.1` and `v2` with what is left out: `2.1.0`, `2.0.0`. Empty if that does not help.
std::string completed(std::string_view version) {
  std::string text(version);
  for (auto dots = std::ranges::count(text, '.'); dots < 2; ++dots) text += ".0";
  return mlm::kSemanticVersion.matches(text) ? text : std::string();
}

void check(const Context&, Findings& findings) {
  const json::Value version = findings.place();
  std::string_view text = version.string();
  Finding& finding =
      findings
          .at_value(version, fmt::format("the published schema does not allow the version {}, "
                                         "the documentation has no such limit",
                                         shown(text)))
          .hint(
              "a version that passes is semantic: three numbers, then perhaps `-rc.1` or "
              "`+cu121`");
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest) return;
  if (text.starts_with("v") || text.starts_with("V")) text.remove_prefix(1);
  const std::string cured = completed(text);
  if (cured.empty()) return;
  std::vector<json::PatchOperation> patch = {
      {json::PatchOperation::Kind::kReplace, json::pointer_to(version), json::quote(cured), {}}};
  // Only the `v` too much: nothing is added to what the author says.
  cured == text ? finding.safe_fix(fmt::format("write `{}`", cured), patch)
                : finding.unsafe_fix(fmt::format("write `{}`", cured), patch);
}

}  // namespace

const Rule kFrameworkVersionForm{
    "MLM206",
    "framework-version-form",
    "the schema does not allow the framework's version, the documentation does",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
