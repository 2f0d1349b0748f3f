// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/key_hash.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

struct LinkTo {
  std::uint32_t hash = 0;
  std::string_view href;
  std::string_view rel;
  json::Value link;
  /// The hash decides nearly always; then equal links stand in document order.
  friend bool operator<(const LinkTo& a, const LinkTo& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    return std::tie(a.href, a.rel, a.link.node().begin) <
           std::tie(b.href, b.rel, b.link.node().begin);
  }
};

std::vector<LinkTo> links_of(const std::vector<LinkView>& links) {
  std::vector<LinkTo> all;
  all.reserve(links.size());
  for (const LinkView& view : links) {
    if (!view.link.href || !view.link.rel) continue;
    const std::string_view href = *view.link.href;
    all.push_back({json::hash_key(href), href, *view.link.rel, view.source()});
  }
  return all;
}

void tell(json::Value first, json::Value again, Findings& findings) {
  const std::string_view href = again.find("href").string();
  Finding& finding =
      findings
          .at_value(again, fmt::format("this {} link to {} stands here twice",
                                       shown(again.find("rel").string()), shown(href)))
          .hint("remove one of the two")
          .related(first, "the first one");
  if (!findings.is_full())
    finding.safe_fix("remove the second link",
                     {{json::PatchOperation::Kind::kRemove, json::pointer_to(again), {}, {}}});
}

void check(const Context& context, Findings& findings) {
  const auto hash = [](const LinkView& view) {
    return view.link.href ? std::optional(json::hash_key(*view.link.href) ^ view.rel.hash())
                          : std::nullopt;
  };
  if (surely_differ(context.links(), hash)) return;
  std::vector<LinkTo> all = links_of(context.links());
  std::sort(all.begin(), all.end());
  const LinkTo* first = nullptr;
  for (const LinkTo& link : all) {
    if (first == nullptr || first->href != link.href || first->rel != link.rel) {
      first = &link;
    } else if (json::equal(first->link, link.link)) {
      tell(first->link, link.link, findings);
    }
  }
}

}  // namespace

const Rule kDuplicateLink{"STAC216",
                          "duplicate-link",
                          "the same link stands twice",
                          severities::kShould,
                          Subject::kAny,
                          &check,
                          "https://github.com/radiantearth/stac-spec/blob/v1.1.0/commons/links.md"};

}  // namespace stacmlm::rules
