// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/described_names.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

void check(const Context& context, Findings& findings) {
  json::Value bands = findings.place();
  const auto models = model_assets(context);
  if (!models.empty() && models.front().find("bands").exists())
    bands = models.front().find("bands");
  Finding& finding =
      findings
          .at_value(bands,
                    "`bands` stand on the model asset, their place in STAC 1.1; the published "
                    "schema finds them in the properties only")
          .related(demanding_list(context, "bands"), "the bands that the model uses");
  if (models.size() != 1 || context.properties().find("bands").exists()) return;
  finding.unsafe_fix("copy `bands` to the properties",
                     {{Operation::Kind::kCopy,
                       json::pointer_to(context.properties()) + "/bands",
                       {},
                       json::pointer_to(bands)}});
}

}  // namespace

const Rule kBandsOnlyOnAssets{"MLM307",
                              "bands-only-on-assets",
                              "the schema does not find `bands` of STAC 1.1 on assets",
                              severities::kSchemaAtFault,
                              Subject::kShape,
                              &check,
                              "README.md#bands-and-statistics"};

}  // namespace stacmlm::rules
