// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/migration.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mlm/migration/chain.h"
#include "mlm/migration/steps.h"

namespace stacmlm::mlm {
namespace {

using json::DraftNode;

std::vector<MigrationRecord> records_of(std::vector<migration::Change> changes) {
  std::vector<MigrationRecord> records;
  records.reserve(changes.size());
  for (migration::Change& change : changes) {
    MigrationRecord record;
    if (change.before != nullptr) record.before = change.before->origin();
    if (change.after != nullptr && change.after->is_attached())
      record.after = change.after->pointer();
    record.what = std::move(change.what);
    record.why = std::move(change.why);
    record.loss = change.loss;
    record.step = change.step;
    records.push_back(std::move(record));
  }
  return records;
}

/// The Items of an ItemCollection, or the document itself.
std::vector<DraftNode*> objects_of(DraftNode& root) {
  const DraftNode* type = root.find("type");
  DraftNode* features = root.find("features");
  if (type == nullptr || !type->equals("FeatureCollection") || features == nullptr ||
      !features->is_array())
    return {&root};
  return features->children();
}

}  // namespace

std::string_view name_of(Loss loss) {
  switch (loss) {
    case Loss::kLossless:
      return "lossless";
    case Loss::kLossy:
      return "lossy";
    case Loss::kNeedsPerson:
      return "needs-a-person";
  }
  return "";
}

bool Migration::needs_person() const {
  return std::ranges::any_of(
      records, [](const MigrationRecord& record) { return record.loss == Loss::kNeedsPerson; });
}

base::Result<Migration> migrate(const json::Document& document, const MigrationOptions& options) {
  if (!document.root().is_object())
    return base::fail(base::ErrorKind::kInvalidDocument, "the document is no object");
  json::Draft draft(document);
  std::vector<migration::Change> changes;
  for (DraftNode* object : objects_of(draft.root())) {
    if (!object->is_object()) continue;
    migration::ObjectMigration each(draft, *object, changes);
    if (auto done = migration::migrate_object(each, options); !done) {
      const std::string pointer = object->pointer();
      if (pointer.empty()) return tl::unexpected(std::move(done).error());
      return tl::unexpected(std::move(done).error().during(pointer));
    }
  }
  Migration migrated;
  migrated.text = draft.text();
  migrated.patch = draft.patch();
  migrated.records = records_of(std::move(changes));
  return migrated;
}

}  // namespace stacmlm::mlm
