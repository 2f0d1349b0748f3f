// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  // A document has one place in its catalogue.
  static const WordList kSingle({"self", "root", "parent", "collection"});
  std::array<json::Value, 4> first;
  for (const LinkView& view : context.links()) {
    const int relation = kSingle.find(view.rel);
    if (relation < 0) continue;
    json::Value& before = first[static_cast<std::size_t>(relation)];
    const json::Value href = view.link.href.raw();
    if (!before.exists()) {
      before = href;
    } else if (href.is_string() && !href.equals(before.is_string() ? before.string() : "")) {
      findings
          .at_value(href,
                    fmt::format("a second `{}` link, to {}", view.rel.text(), shown(href.string())))
          .hint("keep one; the others may be `alternate` or `related`")
          .related(before, "the first one");
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
