// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

std::vector<Operation> exchange(json::Value a, json::Value b) {
  return {{Operation::Kind::kReplace, json::pointer_to(a), std::string(b.raw()), {}},
          {Operation::Kind::kReplace, json::pointer_to(b), std::string(a.raw()), {}}};
}

/// The numbers `low` and `low + half` have to be in order.
void check_pair(json::Value array, std::size_t low, std::string_view low_name,
                std::string_view high_name, Findings& findings) {
  const json::Value lower = array.at(low);
  const json::Value upper = array.at(low + array.size() / 2);
  if (!lower.is_number() || !upper.is_number() || lower.number() <= upper.number()) return;
  Finding& finding =
      findings
          .at_value(array, fmt::format("the {} edge `{}` is greater than the {} edge `{}`",
                                       low_name, lower.raw(), high_name, upper.raw()))
          .hint(
              "a bounding box is west, south, east, north; with heights west, south, lowest, east, "
              "north, highest");
  if (!findings.is_full())
    finding.safe_fix(fmt::format("exchange {} and {}", low_name, high_name),
                     exchange(lower, upper));
}

void check_box(json::Value array, const std::optional<stac::Box>& box, Findings& findings) {
  if (!box) return;
  constexpr std::size_t kWithHeights = 6;
  if (box->south > box->north) check_pair(array, 1, "south", "north", findings);
  if (array.size() == kWithHeights) check_pair(array, 2, "lowest", "highest", findings);
}

void check(const Context& context, Findings& findings) {
  if (context.type() != ObjectType::kItem) {
    const json::Value boxes = context.collection().extent.raw().find("spatial").find("bbox");
    for (const json::Value box : boxes.elements()) check_box(box, stac::read_box(box), findings);
    return;
  }
  const json::Value array = context.item().bbox.raw();
  check_box(array, context.space_time().bbox, findings);
  if (context.space_time().has_west_and_east_swapped())
    check_pair(array, 0, "west", "east", findings);
}

}  // namespace

const Rule kBboxOrder{"STAC204",
                      "bbox-order",
                      "the edges of a bounding box are in the wrong order",
                      severities::kMust,
                      Subject::kAny,
                      &check,
                      "https://www.rfc-editor.org/rfc/rfc7946#section-5"};

}  // namespace stacmlm::rules
