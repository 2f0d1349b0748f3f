// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/embedded.h"

#include <fmt/format.h>

#include <vector>

#include "artifact/verify/model_assets.h"
#include "rules/context.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {

base::Result<std::string> text_to_embed(const json::Document& item) {
  std::vector<json::PatchOperation> removals;
  rules::Context context;
  context.read(item.root());
  // Those whose files `mlm verify` compares.
  for (const rules::AssetView* view : artifact::model_assets(context, "")) {
    const json::Value asset = view->source();
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
