// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  findings
      .at_value(findings.place(),
                "the published schema does not list the normalisation `clip`, the documentation "
                "does")
      .hint("from 1.4.0 on `value_scaling` says it");
}

}  // namespace

const Rule kNormTypeClip{
    "MLM211",
    "norm-type-clip",
    "the schema does not list the normalisation `clip`, the documentation does",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "README.md#normalize-enum",
    {},
    mlm::Version::kV1_3_0};

}  // namespace stacmlm::rules
