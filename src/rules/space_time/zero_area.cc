// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const auto& [ring, is_hole] : context.space_time().geometry.flat) {
    findings.at_value(ring, is_hole ? "the hole encloses no area" : "the ring encloses no area")
        .hint("its positions lie on a line or go there and back; are the corners in order?");
  }
}

}  // namespace

const Rule kZeroArea{"STAC211",
                     "zero-area",
                     "a ring of a polygon encloses no area",
                     severities::kShould,
                     Subject::kItem,
                     &check,
                     "https://www.rfc-editor.org/rfc/rfc7946#section-3.1.6"};

}  // namespace stacmlm::rules
