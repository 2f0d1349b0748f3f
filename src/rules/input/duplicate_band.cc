// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/input/seen.h"
#include "rules/input/tensor.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check_list(json::Value list, std::string_view kind, Findings& findings) {
  if (list.size() < 2) return;
  Seen<std::string_view> seen;
  for (const json::Value reference : list.elements()) {
    const json::Value name = name_of_reference(reference);
    if (!name.exists()) continue;
    const json::Value before = seen.find_or_add(name.string(), name);
    if (!before.exists()) continue;
    findings.at_value(name, fmt::format("{} {} is named twice", kind, shown(name.string())))
        .hint("name each once; for several dates add a dimension `time`")
        .related(before, "named here before");
  }
}

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    check_list(tensor.bands, "band", findings);
    check_list(tensor.variables, "variable", findings);
  });
}

}  // namespace

const Rule kDuplicateBand{"MLM315",
                          "duplicate-band",
                          "a band or variable is named twice in one list",
                          severities::kShould,
                          Subject::kModelItem,
                          &check,
                          "README.md#model-input-object"};

}  // namespace stacmlm::rules
