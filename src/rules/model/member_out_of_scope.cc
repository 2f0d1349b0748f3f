// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (context.type() != ObjectType::kCollection && context.odd_keys().mlm_at_root) {
    for (const json::Value member : context.object().members()) {
      if (!member.key().starts_with("mlm:")) continue;
      findings
          .at_key(member, fmt::format("{} at the root of the document is read by nobody",
                                      shown(member.key())))
          .hint("the members of MLM stand in `properties` and on assets");
    }
  }
  if (!context.odd_keys().mlm_on_link) return;
  for (const LinkView& link : context.links()) {
    for (const json::Value member : link.source().members()) {
      if (!member.key().starts_with("mlm:") || member.key() == "mlm:name") continue;
      findings.at_key(member, fmt::format("{} on a link is read by nobody", shown(member.key())))
          .hint("a link to a model carries `mlm:name` alone");
    }
  }
}

}  // namespace

const Rule kMemberOutOfScope{"MLM122",
                             "member-out-of-scope",
                             "a member of MLM stands where MLM has none",
                             severities::kShould,
                             Subject::kAny,
                             &check,
                             "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
