// SPDX-License-Identifier: Apache-2.0
#include "rules/schema/schemas.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "stacmlm/mlm/published_schema.h"

namespace stacmlm::rules {

const std::vector<KnownSchema>& known_schemas() {
  static const std::vector<KnownSchema> schemas = [] {
    std::vector<KnownSchema> all;
    for (const auto& schema : stac::core_schemas()) all.push_back({&schema, Area::kCore});
    for (const auto& schema : mlm::published_schemas()) all.push_back({&schema, Area::kMlm});
    for (const auto& schema : stac::extension_schemas()) all.push_back({&schema, Area::kExtension});
    return all;
  }();
  return schemas;
}

KnownSchema find_schema(std::string_view uri) {
  static const std::unordered_map<std::string_view, KnownSchema> by_uri = [] {
    std::unordered_map<std::string_view, KnownSchema> map;
    for (const KnownSchema& known : known_schemas()) map.emplace(known.schema->uri, known);
    return map;
  }();
  if (const auto version = mlm::version_of_uri(uri)) {
    const auto* schema = mlm::schema_of(*version);
    return {schema, Area::kMlm};
  }
  const auto found = by_uri.find(uri);
  return found == by_uri.end() ? KnownSchema{nullptr, Area::kExtension} : found->second;
}

KnownSchema core_schema(std::string_view type, std::string_view stac_version) {
  const std::string_view name = type == "Feature"      ? "item"
                                : type == "Collection" ? "collection"
                                                       : "catalog";
  for (const auto& schema : stac::core_schemas()) {
    if (schema.name == name && schema.version == stac_version) return {&schema, Area::kCore};
  }
  return {nullptr, Area::kCore};
}

KnownSchema named_schema(std::string_view name_at_version) {
  const auto& schemas = known_schemas();
  const auto found = std::ranges::find_if(schemas, [&](const KnownSchema& known) {
    return fmt::format("{}@{}", known.schema->name, known.schema->version) == name_at_version;
  });
  return found == schemas.end() ? KnownSchema{nullptr, Area::kExtension} : *found;
}

}  // namespace stacmlm::rules
