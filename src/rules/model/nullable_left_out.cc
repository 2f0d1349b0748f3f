// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const mlm::Model& model = context.model();
  if (!context.properties().is_object()) return;
  const bool no_accelerator = model.accelerator.is_absent();
  const bool no_source = !model.pretrained.value_or(true) && model.pretrained_source.is_absent();
  if (!no_accelerator && !no_source) return;
  findings
      .at_opening(context.properties(),
                  no_accelerator && no_source
                      ? "`mlm:accelerator` and `mlm:pretrained_source` are left out"
                  : no_accelerator ? "`mlm:accelerator` is left out"
                                   : "`mlm:pretrained_source` is left out")
      .hint("null says that there is none; nothing says that nobody wrote it down");
}

}  // namespace

const Rule kNullableLeftOut{"MLM123",
                            "nullable-left-out",
                            "members that could be null are left out",
                            severities::kHint,
                            Subject::kModelItem,
                            &check,
                            "https://github.com/stac-extensions/mlm/blob/v1.5.2/"
                            "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
