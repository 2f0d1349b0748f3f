// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "diag/json_writer.h"
#include "run/output/result_item.h"
#include "run/proof/example_files.h"
#include "stacmlm/artifact/checksum.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/run/example.h"

namespace stacmlm::run {
namespace {

using json::PatchOperation;

constexpr std::string_view kFileExtension = "https://stac-extensions.github.io/file/";
constexpr std::string_view kFileUri = "https://stac-extensions.github.io/file/v2.1.0/schema.json";

base::Result<std::string> asset_of(const ExampleFile& file, const std::string& folder) {
  STACMLM_TRY(const auto source, artifact::open_source(file.path));
  STACMLM_TRY(const std::string checksum, artifact::checksum_of(*source, artifact::kSha256));
  diag::JsonWriter out;
  out.open('{').key("href").string(href_from(folder, file.path));
  out.key("type").string(file.media_type).key("title").string(file.title);
  out.key("roles").open('[').string(file.role).close(']');
  if (!file.tensor.empty()) out.key(kTensorMember).string(file.tensor);
  if (!file.options.empty()) out.key(kOptionsMember).raw(file.options);
  out.key("file:size").number(source->size()).key("file:checksum").string(checksum).close('}');
  return out.text();
}

void add_extension(json::Value item, std::vector<PatchOperation>& patch) {
  const json::Value list = item.find("stac_extensions");
  const bool is_there = std::ranges::any_of(list.elements(), [](json::Value uri) {
    return uri.is_string() && uri.string().starts_with(kFileExtension);
  });
  if (is_there) return;
  const std::string uri = json::quote(kFileUri);
  if (list.is_array()) {
    patch.push_back({PatchOperation::Kind::kAdd, "/stac_extensions/-", uri, ""});
  } else {
    patch.push_back({PatchOperation::Kind::kAdd, "/stac_extensions", "[" + uri + "]", ""});
  }
}

}  // namespace

base::Result<std::vector<PatchOperation>> example_patch(json::Value item,
                                                        const std::string& item_path,
                                                        const std::vector<ExampleFile>& files) {
  const std::string folder = std::filesystem::path(item_path).parent_path().string();
  std::vector<PatchOperation> patch;
  add_extension(item, patch);
  for (const ExampleFile& file : files) {
    STACMLM_TRY(std::string asset, asset_of(file, folder));
    const auto kind = item.find("assets").find(file.key).exists() ? PatchOperation::Kind::kReplace
                                                                  : PatchOperation::Kind::kAdd;
    patch.push_back({kind, "/assets/" + file.key, std::move(asset), ""});
  }
  return patch;
}

}  // namespace stacmlm::run
