// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

/// Of an output with classes and a shape that is fixed but for the batch, everything is asked for.
void check_output(const OutputView& view, Findings& findings) {
  const mlm::ModelOutput& output = view.output;
  if (!output.post_processing_function.is_absent() || output.classes.raw().size() == 0) return;
  std::size_t free_sizes = 0;
  for (const json::Value size : view.tensor.structure.shape.raw().elements())
    free_sizes += size.is_number() && size.number() >= 1 ? 0 : 1;
  if (free_sizes > 1) return;
  findings.at_opening(output.source, "`post_processing_function` is left out")
      .hint("null says that there is none");
}

void check_properties(const Context& context, Findings& findings) {
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

void check(const Context& context, Findings& findings) {
  check_properties(context, findings);
  for (const OutputView& view : context.outputs()) check_output(view, findings);
}

}  // namespace

const Rule kNullableLeftOut{"MLM123",
                            "nullable-left-out",
                            "members that could be null are left out",
                            severities::kHint,
                            Subject::kModelItem,
                            &check,
                            "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
