// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "parsed.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/json/shape.h"
#include "stacmlm/json/shape_plan.h"

namespace stacmlm::json {

inline std::string_view word_of(ViolationKind kind) {
  constexpr std::string_view kWords[] = {
      "missing",      "type",       "word",      "pattern",        "length",
      "bound",        "item count", "twin",      "contains",       "unknown",
      "member count", "dependency", "forbidden", "no alternative", "many alternatives",
      "rule",         "unchecked"};
  return kWords[static_cast<std::size_t>(kind)];
}

/// The violations as `kind @pointer (name, other) [rule]`, parted by `; `; empty if there are none.
/// Fails the test if conforms() or a plan of the shape says otherwise.
inline std::string findings(const Shape& shape, std::string_view text) {
  const Parsed json(text);
  const auto found = violations(shape, json.root());
  const bool good = std::ranges::all_of(
      found, [](const Violation& v) { return v.kind == ViolationKind::kUnchecked; });
  EXPECT_EQ(conforms(shape, json.root()), good) << text;
  const Verdict verdict = judge(shape, json.root());
  const Shape* const shapes[] = {&shape};
  ShapePlans plans;
  EXPECT_EQ(plans.approves(plans.make(shapes), json.root()), verdict.conforms && verdict.complete)
      << text;
  std::string out;
  for (const Violation& violation : found) {
    if (!out.empty()) out += "; ";
    out += word_of(violation.kind);
    out += " @" + pointer_to(violation.place);
    if (!violation.other.empty()) {
      out += " (" + std::string(violation.name) + ", " + std::string(violation.other) + ")";
    } else if (!violation.name.empty()) {
      out += " (" + std::string(violation.name) + ")";
    }
    if (!violation.rule.empty()) out += " [" + std::string(violation.rule) + "]";
  }
  return out;
}

}  // namespace stacmlm::json
