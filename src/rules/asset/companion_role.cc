// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

struct Companion {
  std::string_view role;
  std::string_view generic;
  std::string_view other{};  ///< does as well
};

constexpr std::array<Companion, 7> kCompanions = {{
    {"mlm:model", "model"},
    {"mlm:weights", "weights", "checkpoint"},
    {"mlm:checkpoint", "checkpoint", "weights"},
    {"mlm:source_code", "code"},
    {"mlm:source_code", "metadata"},
    {"mlm:inference-runtime", "runtime"},
    {"mlm:training-runtime", "runtime"},
}};

void tell(json::Value roles, const std::vector<std::string_view>& missing, Findings& findings) {
  Finding& finding = findings.at_value(
      roles, fmt::format("`{}` {} not among the roles", fmt::join(missing, "` and `"),
                         missing.size() == 1 ? "is" : "are"));
  finding.hint("clients that do not know MLM look for these roles");
  if (findings.is_full()) return;
  const std::string end = json::pointer_to(roles) + "/-";
  std::vector<json::PatchOperation> patch;
  for (const std::string_view role : missing)
    patch.push_back({json::PatchOperation::Kind::kAdd, end, json::quote(role), ""});
  finding.safe_fix("add them", std::move(patch));
}

bool is_missing(const Companion& companion, const AssetView& asset) {
  return asset.asset.has_role(companion.role) && !asset.asset.has_role(companion.generic) &&
         (companion.other.empty() || !asset.asset.has_role(companion.other)) &&
         !(companion.generic == "code" && asset.model.entrypoint);  // told by the schema
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    std::vector<std::string_view> missing;
    for (const Companion& companion : kCompanions) {
      if (is_missing(companion, asset) &&
          std::ranges::find(missing, companion.generic) == missing.end())
        missing.push_back(companion.generic);
    }
    if (!missing.empty()) tell(asset.asset.roles.raw(), missing, findings);
  }
}

}  // namespace

const Rule kCompanionRole{"MLM511",
                          "companion-role",
                          "a role of MLM stands without the generic role beside it",
                          severities::kShouldDocumented,
                          Subject::kModelItem,
                          &check,
                          "README.md#mlm-asset-roles"};

}  // namespace stacmlm::rules
