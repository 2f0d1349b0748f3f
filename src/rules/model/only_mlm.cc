// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const std::size_t count = context.extensions().size();
  if (count == 0 || count > context.mlm_uris()) return;
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
