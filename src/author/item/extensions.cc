// SPDX-License-Identifier: Apache-2.0
#include "author/item/extensions.h"

#include <algorithm>
#include <array>

#include "stacmlm/mlm/version.h"
#include "stacmlm/stac/published_schema.h"

namespace stacmlm::author {
namespace {

/// An extension, and which of its versions goes with which core.
struct Extension {
  std::string_view prefix;
  std::string_view name;
  std::string_view with_1_0;
  std::string_view with_1_1;
};

/// Of classification the version that MLM takes its classes from.
constexpr std::array<Extension, 8> kExtensions = {{
    {"eo:", "eo", "1.1.0", "2.0.0"},
    {"raster:", "raster", "1.1.0", "2.0.0"},
    {"cube:", "datacube", "2.3.0", "2.3.0"},
    {"classification:", "classification", "1.1.0", "1.1.0"},
    {"file:", "file", "2.1.0", "2.1.0"},
    {"processing:", "processing", "1.1.0", "1.2.0"},
    {"sci:", "scientific", "1.0.0", "1.0.0"},
    {"ml-aoi:", "ml-aoi", "0.2.0", "0.2.0"},
}};

bool has_prefix(json::Value object, std::string_view prefix) {
  return std::ranges::any_of(object.members(),
                             [&](json::Value member) { return member.key().starts_with(prefix); });
}

bool any_has_prefix(const auto& objects, std::string_view prefix) {
  return std::ranges::any_of(objects,
                             [&](json::Value object) { return has_prefix(object, prefix); });
}

bool is_used(json::Value item, std::string_view prefix) {
  const json::Value properties = item.find("properties");
  return has_prefix(properties, prefix) || any_has_prefix(item.find("assets").members(), prefix) ||
         any_has_prefix(item.find("links").elements(), prefix) ||
         any_has_prefix(properties.find("bands").elements(), prefix) ||
         any_has_prefix(properties.find("mlm:output").elements(), prefix);
}

std::string_view uri_of(const Extension& extension, bool is_stac_1_1) {
  const std::string_view version = is_stac_1_1 ? extension.with_1_1 : extension.with_1_0;
  const auto known = stac::extension_schemas();
  const auto found = std::ranges::find_if(known, [&](const stac::PublishedSchema& schema) {
    return schema.name == extension.name && schema.version == version;
  });
  return found->uri;
}

/// Another version of the same extension is declared already.
bool is_declared(json::Value given, std::string_view uri) {
  const std::string_view base = uri.substr(0, uri.rfind("/v") + 2);
  return std::ranges::any_of(given.elements(), [&](json::Value entry) {
    return entry.is_string() && entry.string().starts_with(base);
  });
}

}  // namespace

std::vector<std::string> extensions_of(json::Value item, json::Value given,
                                       std::string_view mlm_version, bool is_stac_1_1) {
  std::vector<std::string> uris;
  for (int i = 0; i <= ordinal(mlm::kNewest); ++i) {
    const auto version = static_cast<mlm::Version>(i);
    if (mlm::name_of(version) == mlm_version) uris.emplace_back(mlm::uri_of(version));
  }
  for (const Extension& extension : kExtensions) {
    const std::string_view uri = uri_of(extension, is_stac_1_1);
    if (is_used(item, extension.prefix) && !is_declared(given, uri)) uris.emplace_back(uri);
  }
  for (const json::Value entry : given.elements()) {
    if (entry.is_string() && !mlm::version_of_uri(entry.string()))
      uris.emplace_back(entry.string());
  }
  return uris;
}

}  // namespace stacmlm::author
