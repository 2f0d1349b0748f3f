// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/draft.h"
#include "stacmlm/mlm/migration.h"

namespace stacmlm::mlm::migration {

/// A record before the places are worked out, which is when all steps are done.
struct Change {
  const json::DraftNode* before;
  const json::DraftNode* after;
  std::string what;
  std::string why;
  Loss loss;
  std::string_view step;
};

/// One Item or Collection under migration: what steps look at, and changes that leave a record.
class ObjectMigration {
 public:
  ObjectMigration(json::Draft& draft, json::DraftNode& object, std::vector<Change>& changes)
      : draft_(&draft), object_(&object), changes_(&changes) {}

  /// The step that the next records belong to.
  void begin(std::string_view step) { step_ = step; }

  [[nodiscard]] json::Draft& draft() { return *draft_; }
  [[nodiscard]] json::DraftNode& object() { return *object_; }
  [[nodiscard]] bool is_item() const;
  [[nodiscard]] bool is_collection() const;
  /// The object `properties` of an Item; null if there is none.
  [[nodiscard]] json::DraftNode* properties();
  /// The objects in `assets`.
  [[nodiscard]] std::vector<json::DraftNode*> assets();
  /// The objects in `assets` and, of a Collection, in `item_assets`.
  [[nodiscard]] std::vector<json::DraftNode*> assets_and_definitions();
  /// Every object that may carry `mlm:*` members: properties, assets and their definitions.
  [[nodiscard]] std::vector<json::DraftNode*> holders();
  /// The objects in the list `mlm:input` or `mlm:output` of the properties.
  [[nodiscard]] std::vector<json::DraftNode*> tensors(std::string_view list);
  /// The assets with the role `mlm:model`.
  [[nodiscard]] std::vector<json::DraftNode*> model_assets();
  /// The strings of `stac_extensions` as nodes.
  [[nodiscard]] std::vector<json::DraftNode*> extensions();

  /// One that was changed outside: `before` or `after` may be null.
  void record(const json::DraftNode* before, const json::DraftNode* after, std::string what,
              std::string why, Loss loss = Loss::kLossless);
  void needs_person(const json::DraftNode& place, std::string what, std::string why);

  // A change and its record.
  void rename(json::DraftNode& member, std::string_view key, std::string why,
              Loss loss = Loss::kLossless);
  void replace(json::DraftNode& node, std::string_view json, std::string why,
               Loss loss = Loss::kLossless);
  void remove(json::DraftNode& node, std::string why, Loss loss = Loss::kLossless);
  void move(json::DraftNode& node, json::DraftNode& object, std::string_view key, std::string why,
            Loss loss = Loss::kLossless);
  json::DraftNode& add(json::DraftNode& object, std::string_view key, std::string_view json,
                       std::string why, Loss loss = Loss::kLossless);
  json::DraftNode& append(json::DraftNode& array, std::string_view json, std::string why,
                          Loss loss = Loss::kLossless);
  /// Adds an entry to `stac_extensions` unless it is there.
  void declare(std::string_view uri);
  /// Keeps a member that has no place any more beside the others, as `x-` and its key.
  void set_aside(json::DraftNode& member, std::string why, Loss loss = Loss::kLossy);
  /// Gives a member that was set aside its key again.
  void restore(json::DraftNode& member, std::string why);

 private:
  json::Draft* draft_;
  json::DraftNode* object_;
  std::vector<Change>* changes_;
  std::string_view step_;
};

/// The array has the string `text`.
bool holds(json::DraftNode* array, std::string_view text);

/// Keys of what was set aside start so.
inline constexpr std::string_view kAside = "x-";

}  // namespace stacmlm::mlm::migration
