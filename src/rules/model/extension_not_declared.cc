// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/mlm_uri.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::rules {
namespace {

struct Extension {
  std::string_view prefix;
  std::string_view name;
  std::string_view uri;
};

/// `mlm:name` may stand on the asset of a product, to say which model made it.
bool may_stand_alone(json::Value member) { return member.key() == "mlm:name"; }

json::Value first_member(json::Value holder, std::string_view prefix) {
  for (const json::Value member : holder.members()) {
    if (member.key().starts_with(prefix)) return member;
  }
  return {};
}

json::Value first_in_assets(json::Value assets, std::string_view prefix) {
  for (const json::Value asset : assets.members()) {
    for (const json::Value member : asset.members()) {
      if (member.key().starts_with(prefix) && !may_stand_alone(member)) return member;
    }
  }
  return {};
}

json::Value first_use(const Context& context, std::string_view prefix) {
  if (const json::Value used = first_member(context.properties(), prefix)) return used;
  if (const json::Value used = first_in_assets(context.item().assets.raw(), prefix)) return used;
  if (context.type() != ObjectType::kCollection) return {};
  const stac::Collection& collection = context.collection();
  if (const json::Value used = first_in_assets(collection.item_assets.raw(), prefix)) return used;
  return first_member(collection.summaries.raw(), prefix);
}

void tell(const Extension& extension, const Context& context, Findings& findings) {
  const json::Value used = first_use(context, extension.prefix);
  if (!used.exists()) return;
  const json::Value list = context.item().stac_extensions.raw();
  const std::string message = fmt::format("{} is used, but `stac_extensions` does not name {}",
                                          shown(used.key()), extension.name);
  Finding& finding = list.exists() ? findings.at_value(list, message)
                                   : findings.at_opening(context.object(), message);
  finding.hint(fmt::format("add {}", extension.uri)).related(used, "used here");
  if (findings.is_full() || (list.exists() && !list.is_array())) return;
  const std::string uri = json::quote(extension.uri);
  const std::string pointer = json::pointer_to(context.object()) + "/stac_extensions";
  std::vector<json::PatchOperation> patch = {{json::PatchOperation::Kind::kAdd,
                                              list.exists() ? pointer + "/-" : pointer,
                                              list.exists() ? uri : "[" + uri + "]", ""}};
  // A document of MLM is judged as such anyway; ml-model then demands members of its own.
  if (extension.prefix == "mlm:") {
    finding.safe_fix("declare the extension", std::move(patch));
  } else {
    finding.unsafe_fix("declare the extension", std::move(patch));
  }
}

void check(const Context& context, Findings& findings) {
  if (context.type() != ObjectType::kItem && context.type() != ObjectType::kCollection) return;
  if (!names_mlm(context)) {
    tell({"mlm:", "MLM", mlm::uri_of(mlm::kNewestPublished)}, context, findings);
  }
  const bool may_use_ml_model = context.type() != ObjectType::kItem || context.odd_keys().ml_model;
  if (!context.declares_ml_model() && may_use_ml_model) {
    tell({"ml-model:", "ml-model", mlm::legacy::kMlModelUri}, context, findings);
  }
}

}  // namespace

const Rule kExtensionNotDeclared{"MLM120",
                                 "extension-not-declared",
                                 "members of an extension that `stac_extensions` does not name",
                                 {diag::Severity::kInfo, diag::Severity::kError},
                                 Subject::kAny,
                                 &check,
                                 "https://github.com/stac-extensions/mlm/blob/v1.5.2/README.md"};

}  // namespace stacmlm::rules
