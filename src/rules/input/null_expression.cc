// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check_list(json::Value list, Findings& findings) {
  std::size_t nulls = 0;
  for (const json::Value element : list.elements()) nulls += element.is_null() ? 1 : 0;
  if (nulls == 0) return;
  for (const json::Value element : list.elements()) {
    if (!element.is_null()) continue;
    Finding& finding = findings.at_value(element, "`null` among the expressions does nothing");
    finding.hint("leave it out");
    // With several, each removal would move the others.
    if (nulls == 1 && list.size() > 1)
      finding.safe_fix("leave it out",
                       {{json::PatchOperation::Kind::kRemove, json::pointer_to(element), "", ""}});
  }
}

void check(const Context& context, Findings& findings) {
  for_each_tensor(context,
                  [&](const TensorView& tensor) { check_list(tensor.function, findings); });
  for (const ExpressionView& view : context.expressions()) {
    if (view.expression.is_null())
      findings.at_value(view.expression, "the expression is `null`")
          .hint("write the expression, or leave the whole object out");
  }
}

}  // namespace

const Rule kNullExpression{"MLM329",
                           "null-expression",
                           "an expression is null",
                           severities::kShould,
                           Subject::kModelItem,
                           &check,
                           "README.md#processing-expression"};

}  // namespace stacmlm::rules
