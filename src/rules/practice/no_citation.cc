// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value properties = context.properties();
  if (!properties.is_object()) return;
  for (const std::string_view key : {"sci:doi", "sci:citation", "sci:publications"}) {
    if (properties.find(key).exists()) return;
  }
  for (const json::Value link : context.links().elements()) {
    if (link.find("rel").equals("cite-as")) return;
  }
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
