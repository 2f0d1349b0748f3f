// SPDX-License-Identifier: Apache-2.0
#include "run/proof/example_assets.h"

#include <algorithm>
#include <string_view>

#include "run/proof/example_files.h"
#include "run/scene/item_places.h"
#include "run/stated_file.h"

namespace stacmlm::run {
namespace {

bool has_role(json::Value asset, std::string_view role) {
  return std::ranges::any_of(asset.find("roles").elements(),
                             [&](json::Value one) { return one.equals(role); });
}

ExampleKind kind_of(json::Value asset, std::string_view path) {
  const json::Value type = asset.find("type");
  if (!type.is_string()) {
    if (path.ends_with(".npy")) return ExampleKind::kTensor;
    return path.ends_with(".geojson") ? ExampleKind::kLayer : ExampleKind::kRaster;
  }
  const std::string word(type.string());
  if (word.starts_with("image/")) return ExampleKind::kRaster;
  return word.starts_with(kLayerType) ? ExampleKind::kLayer : ExampleKind::kTensor;
}

base::Result<void> check_bytes(const ExampleAsset& example, base::Fetcher* fetcher) {
  if (!example.asset.find("file:size").exists() && !example.asset.find("file:checksum").exists())
    return {};
  STACMLM_TRY(const auto source, about(example, open_example(example, fetcher)));
  return check_stated(example.asset, *source);
}

}  // namespace

base::Result<std::unique_ptr<artifact::Source>> open_example(const ExampleAsset& example,
                                                             base::Fetcher* fetcher) {
  if (example.path.find("://") == std::string::npos) return artifact::open_source(example.path);
  if (fetcher != nullptr) return artifact::open_url(example.path, *fetcher);
  return base::fail(base::ErrorKind::kUnsupported,
                    example.path + ": --allow-network does not name its host");
}

base::Result<std::vector<ExampleAsset>> find_examples(json::Value item,
                                                      const std::string& item_path,
                                                      base::Fetcher* fetcher) {
  std::vector<ExampleAsset> all;
  for (const json::Value asset : item.find("assets").members()) {
    const bool is_input = has_role(asset, kInputRole);
    if (!is_input && !has_role(asset, kOutputRole)) continue;
    ExampleAsset one;
    one.asset = asset;
    one.key = asset.key();
    const json::Value href = asset.find("href");
    if (!href.is_string()) {
      return base::fail(base::ErrorKind::kInvalidDocument,
                        "assets/" + one.key + ": an example without an href");
    }
    one.path = place_of(item_path, href.string());
    one.is_input = is_input;
    one.kind = kind_of(asset, one.path);
    const json::Value tensor = asset.find(kTensorMember);
    if (tensor.is_string()) one.tensor = tensor.string();
    STACMLM_CHECK(check_bytes(one, fetcher));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace stacmlm::run
