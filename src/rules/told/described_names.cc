// SPDX-License-Identifier: Apache-2.0
#include "rules/told/described_names.h"

#include <algorithm>

#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {

json::Value demanding_list(const Context& context, std::string_view key) {
  for (const std::string_view member : {"mlm:input", "mlm:output"}) {
    const json::Value objects = context.properties().find(member);
    const auto lists = [&](json::Value object) {
      const json::Value list = object.find(key);
      return list.is_array() && list.size() > 0;
    };
    if (objects.size() > 0 && std::ranges::all_of(objects.elements(), lists))
      return objects.at(0).find(key);
  }
  return {};
}

bool lists_matching(const Context& context, const json::Pattern& uri) {
  return std::ranges::any_of(context.extensions(),
                             [&](json::Value entry) { return uri.matches(entry.string()); });
}

std::vector<json::Value> model_assets(const Context& context) {
  std::vector<json::Value> models;
  for (const AssetView& asset : context.assets()) {
    if (asset.is_model) models.push_back(asset.source());
  }
  return models;
}

std::vector<json::PatchOperation> listing(const Context& context, std::string_view uri) {
  const json::Value extensions = context.item().stac_extensions.raw();
  if (!extensions.is_array()) return {};
  return {{json::PatchOperation::Kind::kAdd,
           json::pointer_to(extensions) + "/-",
           json::quote(uri),
           {}}};
}

}  // namespace stacmlm::rules
