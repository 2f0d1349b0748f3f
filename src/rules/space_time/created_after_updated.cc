// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check_object(json::Value object, Findings& findings) {
  static const json::Key kCreated("created");
  static const json::Key kUpdated("updated");
  const Moment updated = read_moment(object.find(kUpdated));
  if (!updated.instant) return;
  const Moment created = read_moment(object.find(kCreated));
  if (!created.instant || *created.instant <= *updated.instant) return;
  findings
      .at_value(updated.value,
                fmt::format("`updated` {} is before `created` {}", shown(updated.value.string()),
                            shown(created.value.string())))
      .hint("are the two exchanged?")
      .related(created.value, "`created`");
}

void check(const Context& context, Findings& findings) {
  check_object(context.properties(), findings);
  for (const AssetView& asset : context.assets()) check_object(asset.source(), findings);
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
