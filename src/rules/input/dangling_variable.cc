// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/all_name.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check_reference(const Reference& reference, const DefinedNames& names, Findings& findings) {
  const json::Value name = reference.name;
  if (!name.exists() || reference.is_derived || names.has(reference.word)) return;
  Finding& finding = findings.at_value(
      name, fmt::format("variable {} is no member of `cube:variables`", shown(name.string())));
  if (findings.is_full()) return;
  const std::string suggestion = names.suggestion(name.string());
  finding.hint(suggestion.empty() ? "name a variable of the document, or define this one"
                                  : suggestion);
}

void check(const Context& context, Findings& findings) {
  if (!context.names_variables()) return;
  const DefinedNames& names = context.variables();
  if (names.empty() && all_name(context, "variables")) return;  // the schema says it
  for_each_tensor(context, [&](const TensorView& tensor) {
    if (names.empty()) {
      if (tensor.variables.size() > 0)
        findings.at_value(tensor.variables, "variables are named, but the document defines none")
            .hint("define them in `cube:variables`");
      return;
    }
    for (const Reference& reference : tensor.variable_references)
      check_reference(reference, names, findings);
  });
}

}  // namespace

const Rule kDanglingVariable{"MLM314",
                             "dangling-variable",
                             "a variable is named that nothing defines",
                             severities::kMust,
                             Subject::kModelItem,
                             &check,
                             "README.md#model-data-variable-object",
                             Since::exactly(mlm::Version::kV1_5_0)};

}  // namespace stacmlm::rules
