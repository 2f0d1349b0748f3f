// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/embedded.h"

#include <fmt/format.h>

#include <vector>

#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

/// Assets that are, or may be, the model's file: by a role or by what wrote them.
bool is_of_model(json::Value asset) {
  for (const json::Value role : asset.find("roles").elements()) {
    for (const std::string_view each :
         {"mlm:model", "mlm:weights", "mlm:checkpoint", "mlm:compiled"}) {
      if (role.equals(each)) return true;
    }
  }
  return asset.find("mlm:artifact_type").exists();
}

}  // namespace

base::Result<std::string> text_to_embed(const json::Document& item) {
  std::vector<json::PatchOperation> removals;
  for (const json::Value asset : item.root().find("assets").members()) {
    if (!is_of_model(asset)) continue;
    for (const std::string_view key : {"file:size", "file:checksum"}) {
      if (asset.find(key).exists())
        removals.push_back({json::PatchOperation::Kind::kRemove,
                            fmt::format("/assets/{}/{}", json::escape_token(asset.key()), key),
                            {},
                            {}});
    }
  }
  return json::apply_patch(item.text(), removals);
}

}  // namespace stacmlm::author
