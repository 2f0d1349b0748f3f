// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/model_role.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kImageIndex = "application/vnd.oci.image.index.v1+json";

/// A tag, a digest, or a manifest: `.../manifests/1.2.0`.
bool names_version(std::string_view href) {
  const std::string_view last = href.substr(href.rfind('/') + 1);
  return last.find_first_of(":@") != std::string_view::npos ||
         href.find("/manifests/") != std::string_view::npos || last.find('.') != last.npos;
}

/// The roles of MLM for runtimes have a rule of their own that asks for the generic one.
void check_role(const AssetView& asset, Findings& findings) {
  if (asset.has_any({Role::kRuntime, Role::kMlmInferenceRuntime, Role::kMlmTrainingRuntime}))
    return;
  const json::Value roles = asset.asset.roles.raw();
  Finding& finding = roles.exists()
                         ? findings.at_value(roles, "a container image without the role `runtime`")
                         : findings.at_opening(asset.source(), "a container image without roles");
  finding.hint("add the role `runtime`");
  if (findings.is_full()) return;
  auto patch = adding_role(asset.source(), "runtime");
  if (!patch.empty()) finding.safe_fix("add the role `runtime`", std::move(patch));
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_container) continue;
    check_role(asset, findings);
    const stac::Asset& container = asset.asset;
    if (!container.type) {
      findings.at_opening(asset.source(), "a container image without a media type")
          .hint(fmt::format("`{}`", kImageIndex));
    } else if (!container.type.value().starts_with("application/vnd.")) {
      findings
          .at_value(container.type.raw(),
                    fmt::format("{} is no media type of container images", shown(*container.type)))
          .hint(fmt::format("`{}`", kImageIndex));
    }
    if (container.href && !names_version(*container.href)) {
      findings
          .at_value(container.href.raw(),
                    fmt::format("{} names an image without its tag", shown(*container.href)))
          .hint("write it as `registry/image:tag`");
    }
  }
}

}  // namespace

const Rule kContainerDescription{"MLM519",
                                 "container-description",
                                 "a container image without its media type, role or tag",
                                 severities::kShouldDocumented,
                                 Subject::kModelItem,
                                 &check,
                                 "README.md#container-asset"};

}  // namespace stacmlm::rules
