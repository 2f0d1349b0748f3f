// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/collection/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

/// Objects are no values that a summary could list.
bool can_be_summarised(json::Value member) {
  return !member.is_null() && !member.is_object() && member.key() != "mlm:input" &&
         member.key() != "mlm:output";
}

void tell(const Context& context, json::Value member, Findings& findings) {
  Finding& finding = findings.at_key(
      member, fmt::format("{} stands at the root of a Collection, where nobody looks for it",
                          shown(member.key())));
  if (!can_be_summarised(member)) {
    finding.hint("describe the model in an Item");
    return;
  }
  finding.hint(
      "describe the model in an Item; a Collection lists the values of its Items in "
      "`summaries`");
  const json::Value summaries = context.collection().summaries.raw();
  if (!summaries.is_object() || findings.is_full() || summaries.find(member.key()).exists()) return;
  const std::string list =
      member.is_array() ? std::string(member.raw()) : fmt::format("[{}]", member.raw());
  finding.unsafe_fix(fmt::format("move {} to the summaries", shown(member.key())),
                     {{Operation::Kind::kRemove, json::pointer_to(member), {}, {}},
                      {Operation::Kind::kAdd,
                       json::pointer_to(summaries) + "/" + json::escape_token(member.key()),
                       list,
                       {}}});
}

void check(const Context& context, Findings& findings) {
  for (const json::Value member : context.object().members()) {
    const std::string_view key = member.key();
    if (key.starts_with("mlm:") || key.starts_with("ml-model:")) tell(context, member, findings);
  }
}

}  // namespace

const Rule kMlmMembersAtCollectionRoot{
    "MLM708",
    "mlm-members-at-collection-root",
    "a member that describes a model stands at the root of a Collection",
    severities::kShould,
    Subject::kCollection,
    &check,
    "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
