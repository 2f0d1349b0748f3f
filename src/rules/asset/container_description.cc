// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kImageIndex = "application/vnd.oci.image.index.v1+json";

/// A tag, a digest, or a manifest: `.../manifests/1.2.0`.
bool names_version(std::string_view href) {
  const std::string_view last = href.substr(href.rfind('/') + 1);
  return last.find_first_of(":@") != std::string_view::npos ||
         href.find("/manifests/") != std::string_view::npos || last.find('.') != last.npos;
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_container) continue;
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

const Rule kContainerDescription{
    "MLM519",
    "container-description",
    "a container image without its media type or tag",
    severities::kShouldDocumented,
    Subject::kModelItem,
    &check,
    "https://github.com/stac-extensions/mlm/blob/v1.5.2/README.md#container-asset"};

}  // namespace stacmlm::rules
