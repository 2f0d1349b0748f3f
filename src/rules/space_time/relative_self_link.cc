// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

/// `href` begins with a scheme: a letter and more of them, digits, `+`, `-` or `.`, then a colon.
bool is_absolute(std::string_view href) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (href.empty() || !is_letter(href.front())) return false;
  for (const char c : href) {
    if (c == ':') return true;
    if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
  }
  return false;
}

void check(const Context& context, Findings& findings) {
  for (const LinkView& view : context.links()) {
    if (view.rel != "self") continue;
    const json::Value href = view.link.href.raw();
    if (!href.is_string() || href.string().empty() || is_absolute(href.string())) continue;
    findings
        .at_value(href, fmt::format("the link to the document itself is relative: {}",
                                    shown(href.string())))
        .hint("give the address it is published under, or leave the link out");
  }
}

}  // namespace

const Rule kRelativeSelfLink{
    "STAC215",
    "relative-self-link",
    "the `self` link is not absolute",
    severities::kShould,
    Subject::kAny,
    &check,
    "https://github.com/radiantearth/stac-spec/blob/v1.1.0/best-practices.md#use-of-links"};

}  // namespace stacmlm::rules
