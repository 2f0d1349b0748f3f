// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/asset/rules.h"
#include "rules/asset/web_page.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

/// Weights that are not marked as the model are told by other rules.
bool holds_model(const AssetView& asset) {
  return asset.has_any({Role::kMlmModel, Role::kMlmWeights, Role::kMlmCheckpoint}) &&
         !asset.is_source_code;
}

void tell_page(const AssetView& asset, std::string_view href, Findings& findings) {
  const auto address = address_behind_page(href);
  if (!address) return;
  Finding& finding = findings.at_value(asset.asset.href.raw(),
                                       fmt::format("{} is the page about the file", shown(href)));
  finding.hint(fmt::format("the file is {}", *address));
  if (findings.is_full()) return;
  finding.safe_fix("give the address of the file",
                   {{json::PatchOperation::Kind::kReplace, json::pointer_to(asset.asset.href.raw()),
                     json::quote(*address), ""}});
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!holds_model(asset)) continue;
    const std::string_view type = asset.asset.type.value_or("");
    const std::string_view href = asset.asset.href.value_or("");
    if (type.starts_with("text/html")) {
      findings.at_value(asset.asset.type.raw(), "the model is a web page: `text/html`")
          .hint("give the address and the media type of the file itself");
      continue;
    }
    if (href.ends_with(".html") || href.ends_with(".htm")) {
      findings.at_value(asset.asset.href.raw(), fmt::format("{} is a web page", shown(href)))
          .hint("give the address of the file itself");
      continue;
    }
    tell_page(asset, href, findings);
  }
}

}  // namespace

const Rule kWeightsAreAPage{"MLM521",
                            "weights-are-a-page",
                            "the file of the model is a web page",
                            severities::kShould,
                            Subject::kModelItem,
                            &check,
                            "README.md#model-asset"};

}  // namespace stacmlm::rules
