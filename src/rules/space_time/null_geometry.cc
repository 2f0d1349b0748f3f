// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value geometry = context.item().geometry.raw();
  if (!geometry.is_null()) return;
  findings.at_value(geometry, "`geometry` is null: nobody learns where the model applies")
      .hint("give the area of the training data as `geometry` and `bbox`");
}

}  // namespace

const Rule kNullGeometry{
    "STAC207",           "null-geometry", "a model has no geometry", severities::kShouldDocumented,
    Subject::kModelItem, &check,          "best-practices.md"};

}  // namespace stacmlm::rules
