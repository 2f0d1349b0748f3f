// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/asset/rules.h"
#include "rules/asset/web_page.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

bool is_code_file(std::string_view href) {
  constexpr std::array<std::string_view, 6> kEndings = {".py", ".ipynb", ".r", ".R", ".jl", ".cpp"};
  return std::ranges::any_of(kEndings,
                             [&](std::string_view ending) { return href.ends_with(ending); });
}

void tell_page(const stac::Asset& asset, std::string_view href, Findings& findings) {
  const auto address = address_behind_page(href);
  if (!address) return;
  Finding& finding = findings.at_value(asset.href.raw(),
                                       fmt::format("{} is the page about the file", shown(href)));
  finding.hint(fmt::format("the file is {}", *address));
  if (findings.is_full()) return;
  finding.safe_fix("give the address of the file",
                   {{json::PatchOperation::Kind::kReplace, json::pointer_to(asset.href.raw()),
                     json::quote(*address), ""}});
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_source_code || !asset.asset.href) continue;
    const std::string_view href = *asset.asset.href;
    const bool is_html = asset.asset.type.value_or("").starts_with("text/html");
    if (asset.asset.type.is_absent()) {
      findings.at_opening(asset.source(), "source code without a media type")
          .hint("such as `text/x-python`, or `text/html` for a repository");
    } else if (is_html && is_code_file(href) && !address_behind_page(href)) {
      findings
          .at_value(asset.asset.type.raw(),
                    fmt::format("`text/html`, but {} is a file of code", shown(href)))
          .hint("name the language, such as `text/x-python`");
    } else if (!is_html) {
      tell_page(asset.asset, href, findings);
    }
  }
}

}  // namespace

const Rule kSourceCodeMediaType{"MLM516",
                                "source-code-media-type",
                                "source code is told as a web page, or the other way round",
                                severities::kShouldDocumented,
                                Subject::kModelItem,
                                &check,
                                "README.md#source-code-asset"};

}  // namespace stacmlm::rules
