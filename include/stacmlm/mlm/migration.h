// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::mlm {

/// The version with this name, `1.5.2`, or nothing.
std::optional<Version> version_named(std::string_view name);

/// What a change costs.
enum class Loss {
  kLossless,     ///< the new document says the same
  kLossy,        ///< something is no longer said where readers look for it
  kNeedsPerson,  ///< nothing but a person can decide; the value stays where the record says
};

/// `lossless`, `lossy` or `needs-a-person`.
std::string_view name_of(Loss loss);

/// One change, or one thing that could not be decided.
struct MigrationRecord {
  std::optional<std::string> before;  ///< JSON Pointer in the document given; nothing: it is new
  std::optional<std::string> after;   ///< JSON Pointer in the new one; nothing: it is gone
  std::string what;                   ///< one sentence, lower-case start, no full stop
  std::string why;                    ///< the same
  Loss loss = Loss::kLossless;
  std::string step;  ///< `1.3.0 to 1.4.0`
};

struct MigrationOptions {
  Version to = kNewestPublished;
  /// What a document is taken for that has `mlm:*` members and declares no version.
  std::optional<Version> from;
  /// Also from STAC 1.0.0 to 1.1.0.
  bool to_stac_1_1 = false;
};

struct Migration {
  std::string text;                         ///< the new document, in the layout of the old one
  std::vector<json::PatchOperation> patch;  ///< makes it of the old one; empty: nothing to do
  std::vector<MigrationRecord> records;     ///< in the order of the steps

  [[nodiscard]] bool needs_person() const;
};

/// Brings an Item, Collection or ItemCollection from ml-model 1.0.0, DLM or an older MLM to
/// `options.to`, step by step. Nothing is dropped without a record; what has no place in the new
/// version stays beside it under its old name behind `x-`. Documents without any of these
/// extensions come back as they are. An Error: the version is newer than the one asked for, not
/// known or not declared, or the root is no object. Safe to call from several threads.
///
/// ```cpp
/// auto migration = mlm::migrate(document, {});
/// if (!migration) return report(migration.error());
/// for (const mlm::MigrationRecord& record : migration->records) print(record.what);
/// ```
base::Result<Migration> migrate(const json::Document& document, const MigrationOptions& options);

}  // namespace stacmlm::mlm
