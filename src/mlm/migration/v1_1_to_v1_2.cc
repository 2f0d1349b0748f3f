// SPDX-License-Identifier: Apache-2.0
// Since 1.2.0 an Item may have other assets, but one of them has to be the model.
#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {

void migrate_v1_1_to_v1_2(ObjectMigration& migration) {
  if (!migration.is_item() || !migration.model_assets().empty()) return;
  const auto assets = migration.assets();
  if (assets.empty()) return;
  json::DraftNode* roles = assets.front()->find("roles");
  if (assets.size() > 1 || (roles != nullptr && !roles->is_array())) {
    migration.needs_person(*migration.object().find("assets"), "no asset has the role `mlm:model`",
                           "several could be the model");
    return;
  }
  constexpr std::string_view kWhy = "the only asset is the model";
  if (roles == nullptr) {
    migration.add(*assets.front(), "roles", R"(["mlm:model"])", std::string(kWhy));
  } else {
    migration.append(*roles, R"("mlm:model")", std::string(kWhy));
  }
}

}  // namespace stacmlm::mlm::migration
