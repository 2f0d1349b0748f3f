// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kRecommended = {{
    {"mlm:model", "mlm:model"},
    {"mlm:source_code", "mlm:source_code"},
    {"mlm:inference-runtime", "mlm:container"},
    {"mlm:training-runtime", "mlm:training"},
}};

void check(const Context& context, Findings& findings) {
  for (const auto& [role, key] : kRecommended) {
    const AssetView* with_role = nullptr;
    bool has_key = false;
    for (const AssetView& asset : context.assets()) {
      has_key = has_key || asset.key == key;
      if (with_role == nullptr && asset.asset.has_role(role)) with_role = &asset;
    }
    if (has_key || with_role == nullptr) continue;
    findings
        .at_key(with_role->source(), fmt::format("{} is the key of an asset with the role `{}`",
                                                 shown(with_role->key), role))
        .hint(fmt::format("the recommended key is `{}`", key));
  }
}

}  // namespace

const Rule kAssetKey{"MLM523",
                     "asset-key",
                     "an asset has another key than MLM recommends",
                     severities::kHint,
                     Subject::kModelItem,
                     &check,
                     "README.md#assets-objects"};

}  // namespace stacmlm::rules
