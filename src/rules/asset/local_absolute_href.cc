// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

bool is_drive(std::string_view href) {
  if (href.size() < 3 || href[1] != ':' || (href[2] != '\\' && href[2] != '/')) return false;
  return (href[0] >= 'A' && href[0] <= 'Z') || (href[0] >= 'a' && href[0] <= 'z');
}

/// Most are: so much can be told at a glance.
bool is_of_the_web(std::string_view href) { return href.starts_with("https:"); }

bool is_local_path(std::string_view href) {
  if (href.starts_with("file:") || href.starts_with("~/") || is_drive(href)) return true;
  constexpr std::array<std::string_view, 4> kHomes = {"/home/", "/Users/", "/root/", "/tmp/"};
  return href.starts_with('/') &&
         std::ranges::any_of(kHomes, [&](std::string_view home) { return href.starts_with(home); });
}

/// Links of a server may well start with a slash, files of a model hardly; `//host/x` and `/vsis3/`
/// are none.
bool is_absolute_path(std::string_view href) {
  return href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/vsi");
}

bool is_own_host(std::string_view href) {
  constexpr std::string_view kHttp = "http://";
  if (!href.starts_with(kHttp)) return false;
  href.remove_prefix(kHttp.size());
  const std::string_view host = href.substr(0, href.find_first_of(":/"));
  return host == "localhost" || host == "127.0.0.1";
}

void tell(json::Value href, Findings& findings) {
  findings
      .at_value(href,
                fmt::format("{} is an address that only one machine knows", shown(href.string())))
      .hint("publish the file and give its address, or a path relative to the document");
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    const std::string_view href = asset.asset.href.value_or("");
    if (is_of_the_web(href)) continue;
    if (is_local_path(href) || is_absolute_path(href) || is_own_host(href))
      tell(asset.asset.href.raw(), findings);
  }
  for (const LinkView& view : context.links()) {
    const std::string_view href = view.link.href.value_or("");
    if (!is_of_the_web(href) && is_local_path(href)) tell(view.link.href.raw(), findings);
  }
}

}  // namespace

const Rule kLocalAbsoluteHref{
    "MLM520",
    "local-absolute-href",
    "an address that only one machine knows",
    severities::kShould,
    Subject::kAny,
    &check,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/item-spec/item-spec.md#asset-object"};

}  // namespace stacmlm::rules
