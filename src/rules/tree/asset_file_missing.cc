// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/nearest.h"
#include "rules/tree/local_file.h"
#include "rules/tree/rules.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::rules {
namespace {

/// The address of a container image (`registry/owner/image:tag`) looks like a relative path.
bool is_image_name(const stac::Asset& asset) {
  if (asset.href.value().starts_with('.')) return false;
  const std::string_view type = asset.type.value_or("");
  return type.find("oci.image") != std::string_view::npos ||
         type.find("docker") != std::string_view::npos || asset.has_role("mlm:inference-runtime") ||
         asset.has_role("mlm:training-runtime");
}

}  // namespace

void check_asset_files(json::Value object, std::string_view path, Findings& findings) {
  for (const json::Value value : object.find("assets").members()) {
    const stac::Asset asset = stac::Asset::read(value);
    if (!asset.href || is_image_name(asset)) continue;
    const auto file = local_file(path, asset.href.value());
    if (!file || !file->is_missing) continue;
    findings
        .at_value(asset.href.raw(), fmt::format("the asset {} is at {}, which is not there",
                                                shown(value.key()), shown(asset.href.value())))
        .hint("a relative address counts from the folder of its document");
  }
}

const Rule kAssetFileMissing{
    "STAC404",
    "asset-file-missing",
    "the file of an asset is not there",
    severities::kShould,
    Subject::kTree,
    nullptr,
    "https://github.com/radiantearth/stac-spec/blob/v1.0.0/item-spec/item-spec.md#asset-object"};

}  // namespace stacmlm::rules
