// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/model_role.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value asset = findings.place();
  const json::Value entrypoint = asset.find("mlm:entrypoint");
  Finding& finding = findings
                         .at_key(entrypoint.exists() ? entrypoint : asset,
                                 "`mlm:entrypoint` stands on an asset that has not the role `code`")
                         .related(asset.find("roles"), "its roles");
  const auto patch = adding_role(asset, "code");
  if (!patch.empty()) finding.safe_fix("add the role `code`", patch);
}

}  // namespace

const Rule kEntrypointWithoutCode{"MLM502",
                                  "entrypoint-without-code",
                                  "an asset with an entrypoint has not the role `code`",
                                  severities::kSchema,
                                  Subject::kShape,
                                  &check,
                                  "README.md#source-code-asset"};

}  // namespace stacmlm::rules
