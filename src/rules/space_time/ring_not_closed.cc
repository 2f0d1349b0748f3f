// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Kind = json::PatchOperation::Kind;

json::Value last_of(json::Value ring) {
  json::Value last;
  for (const json::Value position : ring.elements()) last = position;
  return last;
}

/// The last position is the first one but for an error of rounding.
bool is_almost(json::Value first, json::Value last) {
  constexpr double kRounding = 1e-6;
  if (first.size() != last.size()) return false;
  auto other = last.elements().begin();
  for (const json::Value number : first.elements()) {
    const json::Value twin = *other;
    ++other;
    if (!number.is_number() || !twin.is_number()) return false;
    const double difference = number.number() - twin.number();
    if (!(difference < kRounding && difference > -kRounding)) return false;
  }
  return true;
}

void check(const Context& context, Findings& findings) {
  for (const auto& [ring, is_hole] : context.space_time().geometry.open) {
    const json::Value first = ring.at(0);
    const json::Value last = last_of(ring);
    Finding& finding =
        findings.at_value(last, fmt::format("the ring ends at {}, but it starts at {}",
                                            shown_in_line(last), shown_in_line(first)));
    finding.hint("repeat the first position at the end").related(first, "the first position");
    const std::string first_text(first.raw());
    if (is_almost(first, last)) {
      finding.safe_fix("write the last position as the first",
                       {{Kind::kReplace, json::pointer_to(last), first_text, {}}});
    } else {
      finding.safe_fix("close the ring",
                       {{Kind::kAdd, json::pointer_to(ring) + "/-", first_text, {}}});
    }
  }
}

}  // namespace

const Rule kRingNotClosed{"STAC201",
                          "ring-not-closed",
                          "a ring of a polygon does not end where it starts",
                          severities::kMust,
                          Subject::kItem,
                          &check,
                          "https://www.rfc-editor.org/rfc/rfc7946#section-3.1.6"};

}  // namespace stacmlm::rules
