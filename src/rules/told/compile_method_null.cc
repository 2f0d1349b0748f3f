// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value method = findings.place();
  findings
      .at_value(method,
                "the published schema allows no null for `mlm:compile_method`, the documentation "
                "does")
      .hint("left out, it means the same")
      .safe_fix("remove `mlm:compile_method`",
                {{json::PatchOperation::Kind::kRemove, json::pointer_to(method), {}, {}}});
}

}  // namespace

const Rule kCompileMethodNull{"MLM506",
                              "compile-method-null",
                              "the schema allows no null as compile method, the documentation does",
                              severities::kSchemaAtFault,
                              Subject::kShape,
                              &check,
                              "README.md#model-asset"};

}  // namespace stacmlm::rules
