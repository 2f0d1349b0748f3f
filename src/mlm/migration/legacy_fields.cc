// SPDX-License-Identifier: Apache-2.0
#include "mlm/migration/legacy_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mlm/migration/model_name.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::mlm::migration {

using json::DraftNode;

void take_over(ObjectMigration& migration, DraftNode& member, std::string_view key,
               std::string why) {
  DraftNode* there = member.parent()->find(key);
  if (there == nullptr) {
    migration.rename(member, key, std::move(why));
  } else if (there->text() == member.text()) {
    migration.remove(member, fmt::format("`{}` says the same", key));
  } else {
    migration.set_aside(member, fmt::format("`{}` says something else", key));
  }
}

namespace {

/// The task that a word means: blanks count as hyphens, and one name is old.
std::string task_of(std::string_view word) {
  std::string task(word);
  std::ranges::transform(task, task.begin(), [](char c) {
    return c == ' ' || c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return task == "object-segmentation" ? "instance-segmentation" : task;
}

}  // namespace

void take_over_task(ObjectMigration& migration, DraftNode& member) {
  DraftNode& holder = *member.parent();
  const std::string task = member.is_string() ? task_of(member.string()) : std::string();
  DraftNode* there = holder.find("mlm:tasks");
  if (there != nullptr && holds(there, task)) {
    migration.remove(member, "`mlm:tasks` has it");
  } else if (there == nullptr && is_known(tasks(), task)) {
    const std::string what = fmt::format("`{}` is now `mlm:tasks`", member.key());
    migration.draft().rename(member, "mlm:tasks");
    migration.draft().replace(member, fmt::format("[{}]", json::quote(task)));
    migration.record(&member, &member, what, "MLM has a list of tasks");
  } else {
    if (there == nullptr) migration.add(holder, "mlm:tasks", "[]", "MLM demands it");
    migration.set_aside(member, "it is none of the tasks of MLM", Loss::kNeedsPerson);
  }
}

void complete_model(ObjectMigration& migration) {
  DraftNode* properties = migration.properties();
  if (properties == nullptr) return;
  if (properties->find("mlm:name") == nullptr) {
    DraftNode* title = properties->find("title");
    DraftNode* id = migration.object().find("id");
    const bool is_titled = title != nullptr && title->is_string() && !title->string().empty();
    const DraftNode* source = is_titled ? title : id;
    const std::string_view text =
        source != nullptr && source->is_string() ? source->string() : std::string_view();
    migration.add(
        *properties, "mlm:name", json::quote(model_name_of(text)),
        is_titled ? "a model has a name; this is the title" : "a model has a name; this is the id");
  }
  for (const std::string_view text : {"mlm:architecture", "mlm:tasks"}) {
    if (properties->find(text) != nullptr) continue;
    DraftNode& added =
        migration.draft().set(*properties, text, text == "mlm:tasks" ? "[]" : R"("unknown")");
    migration.record(nullptr, &added, fmt::format("`{}` is not known", text), "MLM demands it",
                     Loss::kNeedsPerson);
  }
  for (const std::string_view list : {"mlm:input", "mlm:output"}) {
    if (properties->find(list) != nullptr) continue;
    DraftNode& added = migration.draft().set(*properties, list, "[]");
    migration.record(nullptr, &added, fmt::format("`{}` is an empty list", list),
                     "nothing says which tensors the model takes and gives", Loss::kNeedsPerson);
  }
}

namespace {

/// An Item always is one of MLM; a Collection only if something in it has a member.
bool is_of_mlm(ObjectMigration& migration) {
  return migration.is_item() || std::ranges::any_of(migration.holders(), [](DraftNode* holder) {
           return std::ranges::any_of(holder->children(), [](const DraftNode* member) {
             return member->key().starts_with("mlm:");
           });
         });
}

}  // namespace

void replace_extension(ObjectMigration& migration, bool (*is_old)(std::string_view uri)) {
  const bool is_wanted = is_of_mlm(migration);
  bool has_mlm = std::ranges::any_of(migration.extensions(), [](const DraftNode* entry) {
    return version_of_uri(entry->string()).has_value();
  });
  for (DraftNode* entry : migration.extensions()) {
    if (!is_old(entry->string())) continue;
    if (has_mlm) {
      migration.remove(*entry, "MLM has taken its place");
    } else if (!is_wanted) {
      migration.remove(*entry, "nothing of it is left");
    } else {
      migration.replace(*entry, json::quote(uri_of(Version::kV1_0_0)), "MLM takes its place");
    }
    has_mlm = true;
  }
  if (is_wanted && !has_mlm) migration.declare(uri_of(Version::kV1_0_0));
}

void add_role(ObjectMigration& migration, DraftNode& asset, std::string_view role,
              std::string why) {
  DraftNode* roles = asset.find("roles");
  if (holds(roles, role)) return;
  if (roles != nullptr && roles->is_array()) {
    migration.append(*roles, json::quote(role), std::move(why));
  } else if (roles == nullptr) {
    migration.add(asset, "roles", fmt::format("[{}]", json::quote(role)), std::move(why));
  }
}

std::string free_asset_key(ObjectMigration& migration, std::string_view key) {
  DraftNode* assets = migration.object().find("assets");
  std::string free(key);
  for (int i = 2; assets != nullptr && assets->find(free) != nullptr; ++i)
    free = fmt::format("{}-{}", key, i);
  return free;
}

}  // namespace stacmlm::mlm::migration
