// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "author/derive/derivation.h"
#include "author/item/asset_role.h"
#include "author/item/json_object.h"
#include "stacmlm/artifact/format.h"

namespace stacmlm::author {
namespace {

/// Nothing if the format has none that is registered and says more than that it is a file.
std::string_view media_type(const artifact::ModelFile& model) {
  const artifact::Format* format = artifact::find_format(model.format);
  if (format == nullptr || format->media_types.empty()) return {};
  const std::string_view best = artifact::words_of(format->media_types).front();
  const bool is_telling = best != "application/octet-stream" && !best.starts_with("application/x-");
  return is_telling ? best : std::string_view();
}

std::string_view file_name(std::string_view href) {
  href = href.substr(0, href.find_first_of("?#"));
  return href.substr(href.rfind('/') + 1);
}

/// Leaves those for which `fits`, if any does.
template <class Fits>
void narrow(std::vector<json::Value>& assets, const Fits& fits) {
  if (std::ranges::any_of(assets, fits))
    std::erase_if(assets, [&](json::Value asset) { return !fits(asset); });
}

bool is_type_of(json::Value type, const artifact::ModelFile& model) {
  const artifact::Format* format = artifact::find_format(model.format);
  const auto types = artifact::words_of(format == nullptr ? "" : format->artifact_types);
  return type.is_string() && std::ranges::find(types, type.string()) != types.end();
}

/// The model asset that the file is: the only one, else the only one of its name, or of its format
/// where the file has a new name.
json::Value own_asset(const Derivation& derivation) {
  std::vector<json::Value> models;
  for (const json::Value asset : derivation.given.assets.members()) {
    if (has_role(asset, kModelRole)) models.push_back(asset);
  }
  narrow(models, [&](json::Value asset) {
    const json::Value href = asset.find("href");
    return href.is_string() && file_name(href.string()) == file_name(derivation.file.href);
  });
  narrow(models, [&](json::Value asset) {
    return is_type_of(asset.find("mlm:artifact_type"), derivation.model);
  });
  return models.size() == 1 ? models.front() : json::Value();
}

void set_facts(JsonObject& asset, const ModelFilePlace& file) {
  asset.remove("file:size");
  asset.remove("file:checksum");
  if (file.size) asset.set("file:size", fmt::format("{}", *file.size));
  if (!file.checksum.empty()) asset.set_text("file:checksum", file.checksum);
}

/// What is said already, if the format knows it; else the best word.
std::string_view type_of(const Derivation& derivation, json::Value said) {
  return is_type_of(said, derivation.model) ? said.string()
                                            : artifact::artifact_type_of(derivation.model);
}

/// All assets of the embedded Item, and its own with the facts of today.
std::string updated_assets(const Derivation& derivation, json::Value own) {
  JsonObject assets;
  for (const json::Value given : derivation.given.assets.members()) {
    if (given != own) {
      assets.add(given.key(), std::string(given.raw()));
      continue;
    }
    JsonObject asset(given);
    const std::string_view type = type_of(derivation, given.find("mlm:artifact_type"));
    if (!type.empty()) asset.set_text("mlm:artifact_type", type);
    asset.set_text("href", derivation.file.href);
    set_facts(asset, derivation.file);
    assets.add(given.key(), asset.text());
  }
  return assets.text();
}

}  // namespace

std::string derive_asset(Derivation& derivation) {
  const json::Value own = own_asset(derivation);
  if (own.exists()) return updated_assets(derivation, own);
  set_facts(derivation.given.model_asset, derivation.file);
  NewItemOptions& options = derivation.options;
  options.hrefs = {derivation.file.href};
  const std::string_view type = type_of(derivation, derivation.given.property("mlm:artifact_type"));
  if (options.artifact_types.empty() && !type.empty()) options.artifact_types.emplace_back(type);
  if (options.media_types.empty() && !media_type(derivation.model).empty())
    options.media_types.emplace_back(media_type(derivation.model));
  return {};
}

}  // namespace stacmlm::author
