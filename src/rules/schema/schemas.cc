// SPDX-License-Identifier: Apache-2.0
#include "rules/schema/schemas.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "stacmlm/json/key_hash.h"
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

namespace {

/// Of what differs from one URI to the next: all but `https://` and `/schema.json`.
struct UriHash {
  std::size_t operator()(std::string_view uri) const {
    constexpr std::size_t kHead = std::string_view("https://").size();
    constexpr std::size_t kTail = std::string_view("/schema.json").size();
    if (uri.size() > kHead + kTail) uri = uri.substr(kHead, uri.size() - kHead - kTail);
    return json::hash_key(uri);
  }
};

/// Every URI under which MLM was published: a version has several.
const std::vector<std::string>& mlm_uris() {
  static const std::vector<std::string> uris = [] {
    std::vector<std::string> all;
    for (int i = 0; i <= mlm::ordinal(mlm::kNewest); ++i) {
      for (const auto host :
           {mlm::UriHost::kCrimCa, mlm::UriHost::kStacExtensions, mlm::UriHost::kCutHost}) {
        std::string uri = mlm::uri_of(static_cast<mlm::Version>(i), host);
        if (mlm::version_of_uri(uri)) all.push_back(std::move(uri));
      }
    }
    return all;
  }();
  return uris;
}

}  // namespace

KnownSchema find_schema(std::string_view uri) {
  static const std::unordered_map<std::string_view, KnownSchema, UriHash> by_uri = [] {
    std::unordered_map<std::string_view, KnownSchema, UriHash> map;
    for (const std::string& known : mlm_uris())
      map.emplace(known, KnownSchema{mlm::schema_of(*mlm::version_of_uri(known)), Area::kMlm});
    for (const KnownSchema& known : known_schemas()) map.emplace(known.schema->uri, known);
    return map;
  }();
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
