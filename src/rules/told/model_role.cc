// SPDX-License-Identifier: Apache-2.0
#include "rules/told/model_role.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "stacmlm/json/pointer.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::rules {

std::vector<json::PatchOperation> adding_role(json::Value asset, std::string_view role) {
  using Kind = json::PatchOperation::Kind;
  const json::Value roles = asset.find("roles");
  if (roles.is_array())
    return {{Kind::kAdd, json::pointer_to(roles) + "/-", json::quote(role), {}}};
  if (roles.exists()) return {};
  return {
      {Kind::kAdd, json::pointer_to(asset) + "/roles", fmt::format("[{}]", json::quote(role)), {}}};
}

bool looks_like_model(json::Value asset) {
  static constexpr std::array<std::string_view, 4> kRoles = {"model", "mlm:weights",
                                                             "mlm:checkpoint", "mlm:compiled"};
  return asset.key() == "mlm:model" || std::ranges::any_of(kRoles, [&](std::string_view role) {
           return stac::contains(asset.find("roles"), role);
         });
}

}  // namespace stacmlm::rules
