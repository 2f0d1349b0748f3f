// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

/// The text of the ring with its positions in the other order.
std::string reversed(json::Value ring) {
  std::vector<std::string_view> positions;
  positions.reserve(ring.size());
  for (const json::Value position : ring.elements()) positions.push_back(position.raw());
  std::string text = "[";
  for (auto position = positions.rbegin(); position != positions.rend(); ++position) {
    if (position != positions.rbegin()) text += ", ";
    text += *position;
  }
  return text + "]";
}

void check(const Context& context, Findings& findings) {
  const SpaceTime& space_time = context.space_time();
  if (space_time.geometry.wrong_way.empty() || space_time.is_wrapped()) return;
  constexpr std::size_t kLongestFix = 1000;
  for (const auto& [ring, is_hole] : space_time.geometry.wrong_way) {
    Finding& finding = findings.at_value(
        ring, is_hole ? "the hole runs counter-clockwise" : "the outer ring runs clockwise");
    finding.hint(is_hole ? "holes run clockwise" : "outer rings run counter-clockwise");
    if (ring.size() > kLongestFix) continue;
    finding.safe_fix(
        "write the positions of the ring in the other order",
        {{json::PatchOperation::Kind::kReplace, json::pointer_to(ring), reversed(ring), {}}});
  }
}

}  // namespace

const Rule kRingWinding{"STAC202",
                        "ring-winding",
                        "a ring of a polygon runs the wrong way round",
                        severities::kShouldDocumented,
                        Subject::kItem,
                        &check,
                        "https://www.rfc-editor.org/rfc/rfc7946#section-3.1.6"};

}  // namespace stacmlm::rules
