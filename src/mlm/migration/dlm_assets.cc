// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <utility>

#include "mlm/migration/dlm.h"
#include "mlm/migration/legacy_fields.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;
using json::quote;

/// A list of objects of one member each, as one object; nothing if it is no such list.
std::string assets_as_object(DraftNode& list) {
  std::string members;
  for (DraftNode* entry : list.children()) {
    if (!entry->is_object()) return {};
    for (DraftNode* asset : entry->children()) {
      members +=
          fmt::format("{}{}: {}", members.empty() ? "" : ", ", quote(asset->key()), asset->text());
    }
  }
  return fmt::format("{{{}}}", members);
}

void rename_role(ObjectMigration& migration, DraftNode& asset) {
  DraftNode* role = asset.find("role");
  if (role == nullptr || asset.find("roles") != nullptr) return;
  if (role->is_string())
    migration.replace(*role, fmt::format("[{}]", role->text()), "roles are a list");
  if (role->is_array()) migration.rename(*role, "roles", "STAC spells it so");
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRoles = {{
    {"model weight", R"("mlm:model", "mlm:weights")"},
    {"config file", R"("metadata")"},
    {"dependency", R"("metadata")"},
    {"test set", R"("data")"},
    {"handling function", R"("code")"},
}};

/// The roles of an entry of the archive; words that are none stay as they are.
std::string roles_of(DraftNode* role) {
  std::string roles;
  const auto add = [&](std::string_view word, std::string text) {
    for (const auto& [old_role, new_roles] : kRoles) {
      if (word == old_role) text = new_roles;
    }
    roles += (roles.empty() ? "" : ", ") + text;
  };
  if (role != nullptr && role->is_string()) add(role->string(), role->text());
  if (role != nullptr && role->is_array()) {
    for (DraftNode* word : role->children()) {
      if (word->is_string()) add(word->string(), word->text());
    }
  }
  return roles;
}

/// The entry as an asset: what it has besides, it keeps.
std::string archive_asset(DraftNode& entry, const std::string& href) {
  std::string members = fmt::format(R"("href": {})", quote(href));
  for (DraftNode* member : entry.children()) {
    const std::string_view key = member->key();
    if (key == "href" || key == "role" || key == "roles") continue;
    members += fmt::format(", {}: {}", quote(key == "name" ? "title" : key), member->text());
  }
  return fmt::format(R"({{{}, "roles": [{}]}})", members, roles_of(entry.find("role")));
}

}  // namespace

void normalise_dlm_assets(ObjectMigration& migration) {
  DraftNode* assets = migration.object().find("assets");
  if (assets == nullptr) return;
  if (assets->is_array()) {
    const std::string object = assets_as_object(*assets);
    if (object.empty()) {
      migration.needs_person(*assets, "`assets` is no object", "its entries are no objects");
      return;
    }
    migration.replace(*assets, object, "STAC has assets as an object");
  }
  for (DraftNode* asset : migration.assets()) rename_role(migration, *asset);
}

void migrate_dlm_archive(ObjectMigration& migration, DraftNode& archive) {
  DraftNode* assets = migration.object().find("assets");
  if (!archive.is_array() || assets == nullptr || !assets->is_object()) return;
  const std::vector<DraftNode*> entries = archive.children();
  for (DraftNode* entry : entries) {
    const auto name = entry->is_object() ? text_member(*entry, "name") : std::nullopt;
    if (!name) continue;
    const auto href = text_member(*entry, "href");
    DraftNode& asset = migration.draft().set(
        *assets, free_asset_key(migration, name->substr(name->rfind('/') + 1)),
        archive_asset(*entry, href ? *href : *name));
    migration.draft().remove(*entry);
    migration.record(entry, &asset, "a file of the archive is now an asset",
                     href ? "MLM has no archives" : "MLM has no archives; its href is the name",
                     href ? Loss::kLossless : Loss::kLossy);
  }
}

}  // namespace stacmlm::mlm::migration
