// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (context.extensions().empty()) return;
  for (const json::Value entry : context.extensions()) {
    if (!mlm::version_of_uri(entry.string())) return;
  }
  findings.at_value(context.item().stac_extensions.raw(), "MLM is the only extension")
      .hint("describe bands, files, processing and publications with their extensions");
}

}  // namespace

const Rule kOnlyMlm{
    "MLM801",
    "only-mlm",
    "MLM is the only extension of the Item",
    severities::kShould,
    Subject::kModelItem,
    &check,
    "best-practices.md#recommended-extensions-to-compose-with-the-ml-model-extension"};

}  // namespace stacmlm::rules
