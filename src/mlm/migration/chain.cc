// SPDX-License-Identifier: Apache-2.0
#include "mlm/migration/chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "mlm/migration/steps.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

bool has_prefixed(DraftNode& holder, std::string_view prefix) {
  return std::ranges::any_of(holder.children(), [&](const DraftNode* member) {
    return member->key().starts_with(prefix);
  });
}

/// Some holder has members with the prefix. An `mlm:name` on an asset marks what a model produced.
bool carries(ObjectMigration& migration, std::string_view prefix) {
  return std::ranges::any_of(migration.holders(), [&](DraftNode* holder) {
    if (prefix != "mlm:" || holder == migration.properties()) return has_prefixed(*holder, prefix);
    return std::ranges::any_of(holder->children(), [](const DraftNode* member) {
      return member->key().starts_with("mlm:") && member->key() != "mlm:name";
    });
  });
}

/// The oldest version that the document declares.
std::optional<Version> declared_version(ObjectMigration& migration) {
  std::optional<Version> oldest;
  for (const DraftNode* entry : migration.extensions()) {
    const auto uri = version_of_uri(entry->string());
    if (uri && (!oldest || uri->version < *oldest)) oldest = uri->version;
  }
  return oldest;
}

/// One entry for the new version in place of the first; the others go.
void write_uri(ObjectMigration& migration, Version to) {
  bool is_written = false;
  for (DraftNode* entry : migration.extensions()) {
    if (!version_of_uri(entry->string())) continue;
    if (is_written) {
      migration.remove(*entry, "one version is enough");
    } else if (!entry->equals(uri_of(to))) {
      migration.replace(*entry, json::quote(uri_of(to)),
                        fmt::format("the document is one of MLM {} now", name_of(to)));
    }
    is_written = true;
  }
  if (is_written) return;
  migration.declare(uri_of(to));
}

/// The version that the steps start from; nothing if the document has none of the extensions.
base::Result<std::optional<Version>> first_version(ObjectMigration& migration,
                                                   const MigrationOptions& options) {
  const std::optional<Version> declared = declared_version(migration);
  const bool was_mlm = carries(migration, "mlm:");
  const bool was_dlm = carries(migration, "dlm:");
  if (was_dlm) migrate_dlm(migration);
  // Either step makes assets of other objects, which may carry members of the other's.
  const bool was_ml_model = carries(migration, "ml-model:") || lists_ml_model(migration);
  if (was_ml_model) migrate_ml_model(migration);
  if (carries(migration, "dlm:")) migrate_dlm(migration);
  if (declared) return declared;
  if (was_mlm && options.from) return options.from;
  // Both steps end with MLM 1.0.0, of which a Collection may have nothing.
  if (was_dlm || was_ml_model)
    return carries(migration, "mlm:") ? Version::kV1_0_0 : declared_version(migration);
  if (!was_mlm) return std::nullopt;
  return base::fail(base::ErrorKind::kInvalidArgument,
                    "it has `mlm:` members and declares no version: say which with --from");
}

}  // namespace

base::Result<void> migrate_object(ObjectMigration& migration, const MigrationOptions& options) {
  if (!migration.is_item() && !migration.is_collection()) return {};
  STACMLM_TRY(const std::optional<Version> version, first_version(migration, options));
  if (version && *version > options.to) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("it is of MLM {}, which is newer than {}", name_of(*version),
                                  name_of(options.to)));
  }
  if (version) {
    for (const Step& step : steps()) {
      if (step.from < *version || step.to > options.to) continue;
      migration.begin(step.name);
      step.apply(migration);
    }
    migration.begin("version");
    write_uri(migration, options.to);
  }
  if (options.to_stac_1_1) {
    migration.begin("STAC 1.0.0 to 1.1.0");
    migrate_stac_v1_0_to_v1_1(migration);
  }
  return {};
}

}  // namespace stacmlm::mlm::migration
