// SPDX-License-Identifier: Apache-2.0
// 1.6.0 summarises as STAC does: lists of the values that occur, or ranges; inputs, outputs and
// hyperparameters not at all.
#include <fmt/format.h>

#include <array>

#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

constexpr std::array<std::string_view, 3> kRefused = {"mlm:input", "mlm:output",
                                                      "mlm:hyperparameters"};

/// Nothing but `key` and the type of the values.
bool says_only(DraftNode& summary, std::string_view key) {
  return summary.find(key) != nullptr &&
         summary.size() == (summary.find("type") == nullptr ? 1U : 2U);
}

bool is_range(DraftNode& summary) {
  return summary.find("minimum") != nullptr && summary.find("maximum") != nullptr;
}

/// A schema of the values, as older versions wanted it, that lists them.
void list_values(ObjectMigration& migration, DraftNode& summary) {
  DraftNode* values = summary.find("enum");
  DraftNode* value = summary.find("const");
  if (values != nullptr && values->is_array() && values->size() > 0 && says_only(summary, "enum")) {
    migration.replace(summary, values->text(), "MLM 1.6.0 summarises as a list of values",
                      Loss::kLossless);
  } else if (value != nullptr && says_only(summary, "const")) {
    migration.replace(summary, fmt::format("[{}]", value->text()),
                      "MLM 1.6.0 summarises as a list of values", Loss::kLossless);
  } else {
    migration.needs_person(summary, "MLM 1.6.0 wants a list of values, or a range",
                           "the values are not listed here");
  }
}

}  // namespace

void migrate_v1_5_to_v1_6(ObjectMigration& migration) {
  DraftNode* summaries = migration.is_item() ? nullptr : migration.object().find("summaries");
  if (summaries == nullptr || !summaries->is_object()) return;
  for (const std::string_view key : kRefused) {
    if (DraftNode* refused = summaries->find(key); refused != nullptr)
      migration.set_aside(*refused, "MLM 1.6.0 refuses it in summaries");
  }
  for (DraftNode* summary : summaries->children()) {
    const bool ours = summary->key().starts_with("mlm:");
    if (ours && summary->is_object() && !is_range(*summary)) list_values(migration, *summary);
  }
}

}  // namespace stacmlm::mlm::migration
