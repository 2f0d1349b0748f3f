// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/stac/datetime.h"

namespace stacmlm::rules {
namespace {

/// East of the antimeridian longitudes are smaller than west of it.
bool may_cross_antimeridian(json::Value dimension, double lower, double upper) {
  constexpr double kHalfTurn = 180;
  return dimension.find("axis").equals("x") && lower > 0 && lower <= kHalfTurn && upper < 0 &&
         upper >= -kHalfTurn;
}

bool is_descending(json::Value dimension, json::Value lower, json::Value upper) {
  if (lower.is_number() && upper.is_number()) {
    return lower.number() > upper.number() &&
           !may_cross_antimeridian(dimension, lower.number(), upper.number());
  }
  if (!lower.is_string() || !upper.is_string()) return false;  // null: an open interval
  const auto start = stac::read_datetime(lower.string());
  const auto end = stac::read_datetime(upper.string());
  return start && end && *start > *end;
}

void check_dimensions(const OtherMembers& members, Findings& findings) {
  for (const json::Value dimension : members.cube_dimensions.raw().members()) {
    const json::Value extent = dimension.find("extent");
    if (extent.size() != 2 || !is_descending(dimension, extent.at(0), extent.at(1))) continue;
    Finding& finding =
        findings
            .at_value(extent, fmt::format("the extent of {} begins with its upper bound",
                                          shown(dimension.key())))
            .hint("the lower bound comes first");
    if (findings.is_full()) continue;
    using Kind = json::PatchOperation::Kind;
    const std::string pointer = json::pointer_to(extent);
    finding.unsafe_fix("exchange the bounds",
                       {{Kind::kReplace, pointer + "/0", std::string(extent.at(1).raw()), {}},
                        {Kind::kReplace, pointer + "/1", std::string(extent.at(0).raw()), {}}});
  }
}

void check(const Context& context, Findings& findings) {
  check_dimensions(context.other(), findings);
  for (const AssetView& view : context.assets()) check_dimensions(*view.other, findings);
}

}  // namespace

const Rule kDimensionExtentOrder{
    "MLM340",
    "dimension-extent-order",
    "the extent of a dimension begins with its upper bound",
    severities::kShould,
    Subject::kModelItem,
    &check,
    "https://github.com/stac-extensions/datacube/blob/v2.3.0/README.md#dimension-object"};

}  // namespace stacmlm::rules
