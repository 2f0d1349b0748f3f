// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void compare(const Moment& created, const Moment& updated, Findings& findings) {
  if (!created.instant || !updated.instant || *created.instant <= *updated.instant) return;
  findings
      .at_value(updated.value,
                fmt::format("`updated` {} is before `created` {}", shown(updated.value.string()),
                            shown(created.value.string())))
      .hint("are the two exchanged?")
      .related(created.value, "`created`");
}

void check(const Context& context, Findings& findings) {
  compare(context.space_time().created, context.space_time().updated, findings);
  for (const AssetView& asset : context.assets()) {
    if (asset.other->created && asset.other->updated)
      compare(read_moment(asset.other->created.raw()), read_moment(asset.other->updated.raw()),
              findings);
  }
}

}  // namespace

const Rule kCreatedAfterUpdated{"STAC214",
                                "created-after-updated",
                                "`created` is later than `updated`",
                                severities::kShould,
                                Subject::kItem,
                                &check,
                                "https://github.com/radiantearth/stac-spec/blob/v1.1.0/commons/"
                                "common-metadata.md#date-and-time"};

}  // namespace stacmlm::rules
