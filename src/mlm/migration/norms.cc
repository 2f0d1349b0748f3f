// SPDX-License-Identifier: Apache-2.0
// The four members that say up to 1.3.0 how values are scaled, as one list of `value_scaling`.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

constexpr std::array<std::string_view, 4> kNorms = {"norm_type", "norm_by_channel", "norm_clip",
                                                    "statistics"};

/// The numbers of a statistics object that a scaling takes over.
using Pair = std::pair<std::string_view, std::string_view>;

std::optional<Pair> numbers_of(std::string_view norm_type) {
  if (norm_type == "min-max") return Pair{"minimum", "maximum"};
  if (norm_type == "z-score") return Pair{"mean", "stddev"};
  return std::nullopt;
}

bool is_set(DraftNode* member) { return member != nullptr && !member->is_null(); }

/// `value_scaling` of statistics that have both numbers in each entry, or nothing.
std::optional<std::string> scaling_of(DraftNode& type, DraftNode* statistics, bool& is_whole) {
  const auto numbers = type.is_string() ? numbers_of(type.string()) : std::nullopt;
  if (!numbers || statistics == nullptr || !statistics->is_array() || statistics->size() == 0)
    return std::nullopt;
  std::string scaling;
  for (DraftNode* entry : statistics->children()) {
    DraftNode* first = entry->find(numbers->first);
    DraftNode* second = entry->find(numbers->second);
    if (first == nullptr || second == nullptr || !first->is_number() || !second->is_number())
      return std::nullopt;
    is_whole = is_whole && entry->size() == 2;
    scaling +=
        fmt::format(R"({}{{"type": {}, "{}": {}, "{}": {}}})", scaling.empty() ? "" : ", ",
                    type.text(), numbers->first, first->text(), numbers->second, second->text());
  }
  return fmt::format("[{}]", scaling);
}

/// An expression that nobody can run and that holds all that was said.
std::string stub_of(DraftNode& input) {
  std::string said;
  for (const std::string_view norm : kNorms) {
    DraftNode* member = input.find(norm);
    if (!is_set(member)) continue;
    said += fmt::format(R"({}"{}": {})", said.empty() ? "" : ", ", norm, member->text());
  }
  return fmt::format(R"([{{"type": "processing", "format": "norm_type", "expression": {{{}}}}}])",
                     said);
}

/// Writes `value_scaling` where `norm_type` stood, or at the end.
DraftNode& write_scaling(ObjectMigration& migration, DraftNode& input, std::string_view scaling,
                         std::string what, std::string why, Loss loss) {
  DraftNode* type = input.find("norm_type");
  json::Draft& draft = migration.draft();
  if (type == nullptr) {
    DraftNode& added = draft.set(input, "value_scaling", scaling);
    migration.record(nullptr, &added, std::move(what), std::move(why), loss);
    return added;
  }
  draft.rename(*type, "value_scaling");
  draft.replace(*type, scaling);
  migration.record(type, type, std::move(what), std::move(why), loss);
  return *type;
}

void remove_if_there(ObjectMigration& migration, DraftNode& input, std::string_view key,
                     std::string why) {
  if (DraftNode* member = input.find(key); member != nullptr)
    migration.remove(*member, std::move(why));
}

void set_all_aside(ObjectMigration& migration, DraftNode& input) {
  for (const std::string_view norm : kNorms) {
    if (DraftNode* member = input.find(norm); member != nullptr)
      migration.set_aside(*member, "`value_scaling` is there already");
  }
}

/// All four go into one expression that a person has to write.
void write_stub(ObjectMigration& migration, DraftNode& input) {
  const std::string stub = stub_of(input);
  write_scaling(migration, input, stub, "the scaling is kept as an expression that nobody can run",
                "MLM 1.4.0 has no scaling of this meaning; write it as a processing expression",
                Loss::kNeedsPerson);
  for (const std::string_view norm : kNorms)
    remove_if_there(migration, input, norm, "it is in the expression of `value_scaling`");
}

/// One entry for all channels and several entries say themselves what `norm_by_channel` says.
bool channels_agree(DraftNode* by_channel, std::size_t entries) {
  if (!is_set(by_channel)) return true;
  const bool one = entries == 1;
  return by_channel->kind() == json::Kind::kBoolean && (by_channel->value().boolean() || one);
}

}  // namespace

void migrate_norms(ObjectMigration& migration, DraftNode& input) {
  DraftNode* type = input.find("norm_type");
  DraftNode* clip = input.find("norm_clip");
  DraftNode* statistics = input.find("statistics");
  if (input.find("value_scaling") != nullptr) {
    set_all_aside(migration, input);
    return;
  }
  if (!is_set(type) && !is_set(clip)) {
    if (type != nullptr)
      write_scaling(migration, input, "null", "`norm_type` is now `value_scaling`",
                    "null says that values are not scaled", Loss::kLossless);
    remove_if_there(migration, input, "norm_by_channel", "without `norm_type` it says nothing");
    remove_if_there(migration, input, "norm_clip", "null says nothing");
    if (!is_set(statistics)) {
      remove_if_there(migration, input, "statistics", "null says nothing");
    } else {
      migration.set_aside(*statistics, "MLM 1.4.0 has statistics in `value_scaling` alone");
    }
    return;
  }
  bool is_whole = true;
  const auto scaling =
      is_set(type) && !is_set(clip) ? scaling_of(*type, statistics, is_whole) : std::nullopt;
  if (!scaling) {
    write_stub(migration, input);
    return;
  }
  const bool agree = channels_agree(input.find("norm_by_channel"), statistics->size());
  write_scaling(migration, input, *scaling, "`norm_type` and `statistics` are now `value_scaling`",
                agree ? "MLM 1.4.0 says both in one list"
                      : "it is one entry for each channel, but `norm_by_channel` is not true",
                agree ? Loss::kLossless : Loss::kNeedsPerson);
  remove_if_there(migration, input, "norm_by_channel",
                  "the number of entries in `value_scaling` says it");
  remove_if_there(migration, input, "norm_clip", "null says nothing");
  if (is_whole) {
    migration.remove(*statistics, "all of it is in `value_scaling`");
  } else {
    migration.set_aside(*statistics, "`value_scaling` has no place for the rest of it");
  }
}

}  // namespace stacmlm::mlm::migration
