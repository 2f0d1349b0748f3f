// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

/// The only asset that may carry `key`: the model's, or that of the code.
json::Value only_asset_for(std::string_view key, const Context& context) {
  const Role role = key == "mlm:entrypoint" ? Role::kCode : Role::kMlmModel;
  json::Value only;
  for (const AssetView& asset : context.assets()) {
    if (!asset.has(role)) continue;
    if (only.exists()) return {};
    only = asset.source();
  }
  return only;
}

void tell_in_properties(const Context& context, Findings& findings, json::Value member) {
  const std::string_view key = member.key();
  Finding& finding = findings.at_key(
      member, fmt::format("`{}` stands in the properties, it belongs on the {}", key,
                          key == "mlm:entrypoint" ? "asset of the code" : "model asset"));
  const json::Value asset = only_asset_for(key, context);
  if (!asset.exists() || asset.find(key).exists()) return;
  finding.related(asset, "the asset")
      .safe_fix(fmt::format("move `{}` to the asset {}", key, asset.key()),
                {{Operation::Kind::kMove,
                  json::pointer_to(asset) + "/" + json::escape_token(key),
                  {},
                  json::pointer_to(member)}});
}

void tell_in_asset(const Context& context, Findings& findings, json::Value member) {
  const std::string_view key = member.key();
  Finding& finding = findings.at_key(
      member,
      fmt::format("`{}` stands in an asset, it belongs in the properties of the Item", key));
  const json::Value properties = context.properties();
  if (context.type() != ObjectType::kItem || !properties.is_object()) return;
  const json::Value twin = properties.find(key);
  if (!twin.exists() && context.assets().size() == 1) {
    finding.safe_fix(fmt::format("move `{}` to the properties", key),
                     {{Operation::Kind::kMove,
                       json::pointer_to(properties) + "/" + json::escape_token(key),
                       {},
                       json::pointer_to(member)}});
  } else if (twin.exists() && json::equal(twin, member)) {
    finding.related(twin, "the same value")
        .safe_fix(fmt::format("remove `{}`, which the properties have", key),
                  {{Operation::Kind::kRemove, json::pointer_to(member), {}, {}}});
  }
}

void check(const Context& context, Findings& findings) {
  const json::Value member = findings.place();
  if (context.properties().find(member.key()) == member) {
    tell_in_properties(context, findings, member);
  } else {
    tell_in_asset(context, findings, member);
  }
}

}  // namespace

const Rule kMisplacedMember{"MLM104",
                            "misplaced-member",
                            "a member stands where MLM does not allow it",
                            severities::kSchema,
                            Subject::kShape,
                            &check,
                            "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
