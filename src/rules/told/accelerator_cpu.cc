// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value accelerator = findings.place();
  findings
      .at_value(accelerator,
                "the published schema does not list the accelerator `cpu`, the "
                "documentation has it as another name of `amd64`")
      .safe_fix("write `amd64`", {{json::PatchOperation::Kind::kReplace,
                                   json::pointer_to(accelerator),
                                   json::quote("amd64"),
                                   {}}});
}

}  // namespace

const Rule kAcceleratorCpu{"MLM202",
                           "accelerator-cpu",
                           "the schema does not list the accelerator `cpu`, the documentation does",
                           severities::kSchemaAtFault,
                           Subject::kShape,
                           &check,
                           "README.md#accelerator-type-enum"};

}  // namespace stacmlm::rules
