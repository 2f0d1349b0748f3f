// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  findings
      .at_key(findings.place(),
              "the published schema of MLM 1.4.0 does not know `mlm:entrypoint`, the "
              "documentation does")
      .hint("that of 1.5.0 does: declare it, and give the role `code` to the asset");
}

}  // namespace

const Rule kEntrypointNotInSchema{"MLM525",
                                  "entrypoint-not-in-schema",
                                  "the schema does not know the entrypoint, the documentation does",
                                  severities::kSchemaAtFault,
                                  Subject::kShape,
                                  &check,
                                  "README.md#source-code-asset"};

}  // namespace stacmlm::rules
