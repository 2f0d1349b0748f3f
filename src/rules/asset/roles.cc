// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/roles.h"

namespace stacmlm::rules {

bool is_source_code(const AssetView& asset) {
  return asset.key == "mlm:source_code" || asset.asset.has_role("mlm:source_code") ||
         asset.asset.has_role("code");
}

bool is_container(const AssetView& asset) {
  const std::string_view type = asset.asset.type.value_or("");
  return asset.key == "mlm:container" || asset.asset.has_role("mlm:container") ||
         type.starts_with("application/vnd.oci.image") ||
         type.starts_with("application/vnd.docker") || type == "docker-image";
}

bool is_runtime(const AssetView& asset) {
  const auto has = [&](std::string_view role) { return asset.asset.has_role(role); };
  return is_container(asset) || has("runtime") || has("mlm:inference-runtime") ||
         has("mlm:training-runtime") || has("ml-model:inference-runtime") ||
         has("ml-model:training-runtime");
}

json::Value place_of_assets(const Context& context) {
  const json::Value assets = context.item().assets.raw();
  return assets.is_object() ? assets : context.object();
}

}  // namespace stacmlm::rules
