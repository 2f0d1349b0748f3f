// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

/// A document has one place in its catalogue.
constexpr std::array<std::string_view, 4> kSingleRelations = {"self", "root", "parent",
                                                              "collection"};

void check(const Context& context, Findings& findings) {
  static const json::Key kRel("rel");
  static const json::Key kHref("href");
  std::array<json::Value, kSingleRelations.size()> first;
  for (const json::Value link : context.links().elements()) {
    const json::Value rel = link.find(kRel);
    if (!rel.is_string()) continue;
    for (std::size_t i = 0; i < kSingleRelations.size(); ++i) {
      if (rel.string() != kSingleRelations[i]) continue;
      const json::Value href = link.find(kHref);
      if (!first[i].exists()) {
        first[i] = href;
      } else if (href.is_string() && !href.equals(first[i].is_string() ? first[i].string() : "")) {
        findings
            .at_value(href, fmt::format("a second `{}` link, to {}", kSingleRelations[i],
                                        shown(href.string())))
            .hint("keep one; the others may be `alternate` or `related`")
            .related(first[i], "the first one");
      }
    }
  }
}

}  // namespace

const Rule kRepeatedRelation{
    "STAC217",
    "repeated-relation",
    "more than one link says where the document belongs",
    severities::kShould,
    Subject::kAny,
    &check,
    "https://github.com/radiantearth/stac-spec/blob/v1.1.0/item-spec/item-spec.md#relation-types"};

}  // namespace stacmlm::rules
