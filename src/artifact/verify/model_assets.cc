// SPDX-License-Identifier: Apache-2.0
#include "artifact/verify/model_assets.h"

#include "artifact/format/format_words.h"

namespace stacmlm::artifact {
namespace {

using rules::AssetView;
using rules::Role;

/// It is said to be one. Documents before MLM 1.2 mark it by other roles, or by its key.
bool is_said_to_be(const AssetView& asset) {
  if (asset.is_source_code || asset.is_runtime) return false;
  return asset.is_model || asset.key == "mlm:model" || asset.model->artifact_type.raw().exists() ||
         asset.has_any({Role::kMlmWeights, Role::kMlmCheckpoint, Role::kMlmCompiled, Role::kModel,
                        Role::kWeights, Role::kCheckpoint});
}

bool looks_like_one(const AssetView& asset) {
  if (asset.is_source_code || asset.is_runtime) return false;
  return is_media_type_of_model(asset.asset.type.value_or("")) ||
         is_name_of_model(asset.asset.href.value_or(""));
}

std::vector<const AssetView*> those(const rules::Context& context, std::string_view only,
                                    bool (*is_one)(const AssetView&)) {
  std::vector<const AssetView*> chosen;
  for (const AssetView& asset : context.assets()) {
    const bool is_meant = only.empty() ? is_one(asset) : asset.key.text() == only;
    if (is_meant && asset.asset.href.has_value()) chosen.push_back(&asset);
  }
  return chosen;
}

}  // namespace

std::vector<const AssetView*> model_assets(const rules::Context& context, std::string_view only) {
  auto chosen = those(context, only, is_said_to_be);
  return chosen.empty() ? those(context, only, looks_like_one) : chosen;
}

}  // namespace stacmlm::artifact
