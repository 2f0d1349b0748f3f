// SPDX-License-Identifier: Apache-2.0
#include "author/collection/common_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/card/tensor_card.h"
#include "author/format/layout.h"
#include "diag/visible.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::author {
namespace {

// More belongs to no Collection, and would take room without bound.
constexpr std::size_t kMost = 200;
constexpr std::size_t kMostColumns = 80;

/// What a definition of an asset tells beforehand.
bool is_defining(std::string_view key) {
  if (key == "title" || key == "description" || key == "type" || key == "roles") return true;
  return std::ranges::any_of(mlm::Model::members(), [&](const auto& member) {
    return member.key == key && member.scope != stac::Scope::kItemOnly;
  });
}

CommonAssets::Members defining_members(json::Value asset) {
  CommonAssets::Members members;
  for (const json::Value member : asset.members()) {
    if (is_defining(member.key()))
      members.emplace_back(member.key(), on_one_line(member, Described()));
  }
  return members;
}

/// `mlm:source_code` becomes `Source code`.
std::string title_of(std::string_view key) {
  std::string title(key.substr(key.rfind(':') + 1));
  std::ranges::replace_if(
      title, [](char c) { return c == '_' || c == '-'; }, ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

bool is_in(const std::vector<std::string>& all, const std::string& text) {
  return std::ranges::find(all, text) != all.end();
}

}  // namespace

void CommonAssets::add_item(json::Value item) {
  const json::Value assets = item.find("assets");
  if (is_first_) {
    is_first_ = false;
    for (const json::Value asset : assets.members()) {
      if (asset.is_object()) assets_.emplace_back(asset.key(), defining_members(asset));
    }
    return;
  }
  std::erase_if(assets_, [&](auto& known) {
    const json::Value asset = assets.find(known.first);
    if (!asset.is_object()) return true;
    std::erase_if(known.second, [&](const auto& member) {
      const json::Value other = asset.find(member.first);
      return !other.exists() || on_one_line(other, Described()) != member.second;
    });
    return false;
  });
}

CommonAssets::Members asset_definition(const std::string& key, CommonAssets::Members common) {
  const bool has_title =
      std::ranges::any_of(common, [](const auto& member) { return member.first == "title"; });
  if (common.empty() || (common.size() == 1 && has_title)) return {};
  if (!has_title) common.emplace_back("title", json::quote(title_of(key)));
  return common;
}

bool PeopleSum::has_room(std::size_t size, std::string_view kind, const std::string& name) {
  if (size < kMost) return true;
  first_left_out_.emplace(kind, name);
  return false;
}

void PeopleSum::add_provider(json::Value provider) {
  const std::string name = plain(provider.find("name"));
  if (name.empty()) return;
  auto known = std::ranges::find(providers_, name, &Provider::name);
  if (known == providers_.end()) {
    if (!has_room(providers_.size(), "providers", name)) return;
    providers_.push_back({name, {}, {}, {}});
    known = providers_.end() - 1;
  }
  if (known->description.empty()) known->description = plain(provider.find("description"));
  if (known->url.empty()) known->url = plain(provider.find("url"));
  for (const json::Value role : provider.find("roles").elements()) {
    std::string text = plain(role);
    if (!role.is_string() || is_in(known->roles, text)) continue;
    if (has_room(known->roles.size(), "roles of a provider", text))
      known->roles.push_back(std::move(text));
  }
}

void PeopleSum::add_item(json::Value item) {
  const json::Value properties = item.find("properties");
  for (const json::Value provider : properties.find("providers").elements()) add_provider(provider);
  for (const json::Value keyword : properties.find("keywords").elements()) {
    std::string text = plain(keyword);
    if (!keyword.is_string() || is_in(keywords_, text)) continue;
    if (has_room(keywords_.size(), "keywords", text)) keywords_.push_back(std::move(text));
  }
  const std::string license = plain(properties.find("license"));
  if (license.empty()) {
    ++without_license_;
  } else if (licenses_.size() < 2 && !is_in(licenses_, license)) {
    licenses_.push_back(license);
  }
  for (const json::Value link : item.find("links").elements()) add_license_link(link, license);
}

void PeopleSum::add_license_link(json::Value link, const std::string& license) {
  const std::string href = plain(link.find("href"));
  if (!link.find("rel").equals("license") || href.find("://") == std::string::npos) return;
  if (std::ranges::find(license_links_, href, &License::href) != license_links_.end()) return;
  if (has_room(license_links_.size(), "license links", href))
    license_links_.push_back({license, href, plain(link.find("type"))});
}

std::vector<std::string> PeopleSum::notes(bool is_license_given) const {
  std::vector<std::string> notes;
  if (!is_license_given && without_license_ > 0) {
    notes.push_back(fmt::format(
        "Items without a license: {}; the Collection has that of the others", without_license_));
  }
  for (const auto& [kind, name] : first_left_out_) {
    notes.push_back(fmt::format("more than {} {}: `{}` and others are left out", kMost, kind,
                                diag::shortened(name, kMostColumns)));
  }
  return notes;
}

}  // namespace stacmlm::author
