// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const InputView& view : context.inputs()) {
    const mlm::ModelInput& input = view.input;
    for (const json::Value member : {input.norm_by_channel.raw(), input.norm_type.raw(),
                                     input.norm_clip.raw(), input.statistics.raw()}) {
      if (!member.exists()) continue;
      Finding& finding = findings.at_key(
          member,
          fmt::format("{} was removed in MLM 1.4.0, so nobody reads it", shown(member.key())));
      finding.hint("say it with `value_scaling`");
      if (findings.is_full() || !(member.is_null() || input.value_scaling)) continue;
      std::vector<json::PatchOperation> removal = {
          {json::PatchOperation::Kind::kRemove, json::pointer_to(member), "", ""}};
      if (member.is_null()) {
        finding.safe_fix("take it out", std::move(removal));
      } else {
        finding.unsafe_fix("take it out", std::move(removal));
      }
    }
  }
}

}  // namespace

const Rule kRemovedMember{"MLM705",
                          "removed-member",
                          "a member that MLM 1.4.0 removed",
                          severities::kShould,
                          Subject::kModelItem,
                          &check,
                          "CHANGELOG.md",
                          Since::exactly(mlm::Version::kV1_4_0)};

}  // namespace stacmlm::rules
