// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/nearest.h"
#include "rules/tree/rules.h"

namespace stacmlm::rules {

void report_missing_target(json::Value link, Findings& findings) {
  const json::Value href = link.find("href");
  const json::Value rel = link.find("rel");
  const std::string name = rel.is_string() ? shown(rel.string()) + " " : std::string();
  findings
      .at_value(href, fmt::format("the {}link leads to {}, which is not there", name,
                                  shown(href.string())))
      .hint("a relative link counts from the folder of its document");
}

const Rule kLinkLeadsNowhere{
    "STAC401",
    "link-leads-nowhere",
    "a link leads to a file that is not there",
    severities::kShould,
    Subject::kTree,
    nullptr,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/best-practices.md#use-of-links"};

}  // namespace stacmlm::rules
