// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/defined_names.h"
#include "rules/input/rules.h"
#include "rules/input/tensor.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

bool names_variables(const Context& context) {
  return std::ranges::any_of(
             context.inputs(),
             [](const InputView& v) { return v.input.variables.raw().size() > 0; }) ||
         std::ranges::any_of(context.outputs(), [](const OutputView& v) {
           return v.output.variables.raw().size() > 0;
         });
}

void check_reference(json::Value reference, const DefinedNames& names, Findings& findings) {
  const json::Value name = name_of_reference(reference);
  if (!name.exists() || is_derived(reference) || names.has(name.string())) return;
  Finding& finding = findings.at_value(
      name, fmt::format("variable {} is no member of `cube:variables`", shown(name.string())));
  if (findings.all().size() >= Findings::kLimit) return;
  const std::string suggestion = names.suggestion(name.string());
  finding.hint(suggestion.empty() ? "name a variable of the document, or define this one"
                                  : suggestion);
}

void check(const Context& context, Findings& findings) {
  if (!names_variables(context)) return;
  DefinedNames names = DefinedNames::of_variables(context);
  if (names.empty() && all_name(context, "variables")) return;  // the schema says it
  for_each_tensor(context, [&](const TensorView& tensor) {
    if (names.empty()) {
      if (tensor.variables.size() > 0)
        findings.at_value(tensor.variables, "variables are named, but the document defines none")
            .hint("define them in `cube:variables`");
      return;
    }
    for (const json::Value reference : tensor.variables.elements())
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
