// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const mlm::Model& model = context.model();
  if (!model.name || !model.architecture || !same_letters(*model.name, *model.architecture)) return;
  findings
      .at_value(model.name.raw(),
                fmt::format("the name {} is the bare architecture", shown(*model.name)))
      .hint("add what tells this model from others: data, purpose, author or version")
      .related(model.architecture.raw(), "the architecture");
}

}  // namespace

const Rule kNameIsArchitecture{"MLM112",
                               "name-is-architecture",
                               "`mlm:name` is the bare architecture",
                               severities::kMust,
                               Subject::kModelItem,
                               &check,
                               "README.md#item-properties-and-collection-fields",
                               Since::said_in(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
