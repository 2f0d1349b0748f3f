// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>
#include <utility>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

constexpr std::array<std::pair<Role, Word>, 4> kRecommended = {{
    {Role::kMlmModel, "mlm:model"},
    {Role::kMlmSourceCode, "mlm:source_code"},
    {Role::kMlmInferenceRuntime, "mlm:container"},
    {Role::kMlmTrainingRuntime, "mlm:training"},
}};

void check(const Context& context, Findings& findings) {
  for (const auto& [role, key] : kRecommended) {
    const AssetView* with_role = nullptr;
    bool has_key = false;
    for (const AssetView& asset : context.assets()) {
      has_key = has_key || asset.key == key;
      if (with_role == nullptr && asset.has(role)) with_role = &asset;
    }
    if (has_key || with_role == nullptr) continue;
    findings
        .at_key(with_role->source(),
                sentence({shown(with_role->key.text()), " is the key of an asset with the role `",
                          word_of(role), "`"}))
        .hint(sentence({"the recommended key is `", key.text(), "`"}));
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
