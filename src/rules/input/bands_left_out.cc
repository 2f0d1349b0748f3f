// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const InputView& view : context.inputs()) {
    const mlm::ModelInput& input = view.input;
    if (!input.bands.is_absent() || !input.variables.is_absent()) continue;
    Finding& finding = findings.at_opening(input.source, "no `bands` and no `variables`");
    finding.hint("name the bands or variables of the input, or write both as [] if it has none");
    if (findings.is_full()) continue;
    const std::string pointer = json::pointer_to(input.source);
    using Kind = json::PatchOperation::Kind;
    finding.unsafe_fix("say that the input has neither bands nor variables",
                       {{Kind::kAdd, pointer + "/bands", "[]", ""},
                        {Kind::kAdd, pointer + "/variables", "[]", ""}});
  }
}

}  // namespace

const Rule kBandsLeftOut{"MLM311",
                         "bands-left-out",
                         "an input says nothing about bands or variables",
                         severities::kShouldDocumented,
                         Subject::kModelItem,
                         &check,
                         "README.md#model-input-object",
                         Since::exactly(mlm::Version::kV1_5_0)};

}  // namespace stacmlm::rules
