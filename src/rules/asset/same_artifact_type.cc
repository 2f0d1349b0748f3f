// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (std::ranges::count_if(context.assets(), &AssetView::is_model) < 2) return;
  std::unordered_map<std::string_view, json::Value> seen;
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_model || !asset.model->artifact_type) continue;
    const std::string_view type = *asset.model->artifact_type;
    const auto [first, is_new] = seen.emplace(type, asset.model->artifact_type.raw());
    if (is_new) continue;
    findings
        .at_value(asset.model->artifact_type.raw(),
                  fmt::format("another model asset is of the type {} too", shown(type)))
        .hint(
            "several model assets are the same model as several artifact types; describe another "
            "model in an Item of its own")
        .related(first->second, "the first");
  }
}

}  // namespace

const Rule kSameArtifactType{"MLM510",
                             "same-artifact-type",
                             "two model assets have the same `mlm:artifact_type`",
                             severities::kShould,
                             Subject::kModelItem,
                             &check,
                             "README.md#model-asset"};

}  // namespace stacmlm::rules
