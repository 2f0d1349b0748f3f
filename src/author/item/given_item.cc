// SPDX-License-Identifier: Apache-2.0
#include "author/item/given_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "stacmlm/mlm/model.h"

namespace stacmlm::author {
namespace {

constexpr std::string_view kPrefix = "mlm:";

/// Members of an Item that are no properties.
constexpr std::array<std::string_view, 3> kOfRoot = {"id", "links", "collection"};
/// What a file is; a new Item says that itself.
constexpr std::array<std::string_view, 3> kSaysWhatItIs = {"$schema", "type", "stac_version"};

bool is_one_of(std::string_view key, const auto& keys) {
  return std::ranges::find(keys, key) != keys.end();
}

const stac::Member<mlm::Model>* find_mlm_member(std::string_view key) {
  if (key.starts_with(kPrefix)) key.remove_prefix(kPrefix.size());
  for (const auto& member : mlm::Model::members()) {
    if (member.key.substr(kPrefix.size()) == key) return &member;
  }
  return nullptr;
}

/// `geometry`, `bbox`, `assets` and `stac_extensions` are looked into later; null says nothing.
bool take_apart(GivenItem& given, json::Value member) {
  const std::string_view key = member.key();
  const json::Value told = member.is_null() ? json::Value() : member;
  if (key == "geometry") {
    given.geometry = told;
  } else if (key == "bbox") {
    given.bbox = told;
  } else if (key == "assets") {
    given.assets = told;
  } else if (key == "stac_extensions") {
    given.extensions = told;
  } else {
    return false;
  }
  return true;
}

void add_property(GivenItem& given, json::Value member) {
  const auto* known = find_mlm_member(member.key());
  const std::string_view key = known != nullptr ? known->key : member.key();
  const bool is_of_asset =
      (known != nullptr && known->scope == stac::Scope::kAssetOnly) || key.starts_with("file:");
  (is_of_asset ? given.model_asset : given.properties).add(key, std::string(member.raw()));
}

base::Result<void> refuse_twins(const GivenItem& given) {
  for (const auto& member : mlm::Model::members()) {
    const std::string_view bare = member.key.substr(kPrefix.size());
    if (given.source.find(bare).exists() && given.source.find(member.key).exists())
      return base::fail(base::ErrorKind::kInvalidDocument,
                        fmt::format("`{}` and `{}` both stand there", bare, member.key));
  }
  return {};
}

}  // namespace

json::Value GivenItem::property(std::string_view key) const {
  json::Value value = source.find(key);
  if (!value.exists() && key.starts_with(kPrefix)) value = source.find(key.substr(kPrefix.size()));
  return value.is_null() ? json::Value() : value;
}

base::Result<GivenItem> read_given(json::Value model) {
  GivenItem given;
  if (!model.exists()) return given;
  if (!model.is_object())
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("the properties of a model are an object, not {} {}",
                                  model.is_array() || model.is_object() ? "an" : "a",
                                  json::name_of(model.kind())));
  const json::Value properties = model.find("properties");
  if (properties.exists() && !properties.is_object())
    return base::fail(base::ErrorKind::kInvalidDocument, "`properties` is no object");
  given.source = properties.exists() ? properties : model;
  if (auto twins = refuse_twins(given); !twins) return tl::unexpected(std::move(twins).error());
  for (const json::Value member : model.members()) {
    const std::string_view key = member.key();
    if (is_one_of(key, kSaysWhatItIs) || take_apart(given, member) || member == properties)
      continue;
    if (properties.exists() || is_one_of(key, kOfRoot)) {
      given.root.add(key, std::string(member.raw()));
    } else {
      add_property(given, member);
    }
  }
  for (const json::Value member : properties.members()) add_property(given, member);
  return given;
}

}  // namespace stacmlm::author
