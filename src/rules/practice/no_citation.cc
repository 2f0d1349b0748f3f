// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value properties = context.properties();
  const OtherMembers& other = context.other();
  const bool is_told = !other.doi.is_absent() || !other.citation.is_absent() ||
                       !other.publications.is_absent() || context.has_link("cite-as");
  if (is_told || !properties.is_object()) return;
  findings.at_opening(properties, "neither `sci:doi`, `sci:citation` nor `sci:publications`")
      .hint("name the publication, with the scientific extension");
}

}  // namespace

const Rule kNoCitation{"MLM810",
                       "no-citation",
                       "the model says not how to cite it",
                       severities::kShouldDocumented,
                       Subject::kModelItem,
                       &check,
                       "best-practices.md#scientific-extension"};

}  // namespace stacmlm::rules
