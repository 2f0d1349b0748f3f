// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/compose.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;
constexpr std::string_view kCompose = "text/x-yaml; application=compose";

constexpr Roles kRuntimes = {Role::kMlModelInferenceRuntime, Role::kMlModelTrainingRuntime};

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (asset.has_any(kRuntimes)) check_runtime_type(asset, findings);
  }
}

}  // namespace

bool is_compose_type(std::string_view type) {
  std::string text;
  for (const char c : type) {
    if (c != ' ') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text == "text/x-yaml;application=compose";
}

bool is_yaml_type(std::string_view type) {
  for (const std::string_view yaml :
       {"text/x-yaml", "text/yaml", "application/yaml", "application/x-yaml"}) {
    if (type == yaml) return true;
  }
  return false;
}

bool is_compose_runtime(const stac::Asset& asset, std::string_view purpose) {
  if (asset.has_role(fmt::format("ml-model:{}-runtime", purpose))) return true;
  if (!asset.has_role(fmt::format("mlm:{}-runtime", purpose))) return false;
  const json::Value type = asset.type.raw();
  const json::Value href = asset.href.raw();
  if (type.is_string()) return is_compose_type(type.string()) || is_yaml_type(type.string());
  return href.is_string() && (href.string().ends_with(".yml") || href.string().ends_with(".yaml"));
}

void check_runtime_type(const AssetView& view, Findings& findings) {
  const json::Value type = view.asset.type.raw();
  if (!type.exists()) {
    Finding& finding = findings.at_opening(view.source(), "a runtime asset without a media type")
                           .hint(fmt::format("a runtime is a Compose file: `{}`", kCompose));
    if (!findings.is_full())
      finding.unsafe_fix("say that it is a Compose file",
                         {{Operation::Kind::kAdd,
                           json::pointer_to(view.source()) + "/type",
                           json::quote(kCompose),
                           {}}});
    return;
  }
  if (!type.is_string() || is_compose_type(type.string())) return;
  Finding& finding =
      findings.at_value(type, fmt::format("a runtime asset of type {}", shown(type.string())));
  finding.hint(fmt::format("a runtime is a Compose file: `{}`", kCompose));
  if (!is_yaml_type(type.string()) || findings.is_full()) return;
  finding.unsafe_fix(
      "say that it is a Compose file",
      {{Operation::Kind::kReplace, json::pointer_to(type), json::quote(kCompose), {}}});
}

const Rule kRuntimeAsset{
    "MLM714",
    "runtime-asset",
    "a runtime of ml-model is no Compose file",
    severities::kShould,
    Subject::kLegacyItem,
    &check,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#inferencetraining-runtimes"};

}  // namespace stacmlm::rules
