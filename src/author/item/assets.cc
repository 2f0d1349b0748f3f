// SPDX-License-Identifier: Apache-2.0
// The assets: those that are given, and one for each file of the model.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "author/item/asset_role.h"
#include "author/item/item_draft.h"
#include "mlm/migration/artifact_type.h"

namespace stacmlm::author {
namespace {

/// The framework as a parameter of a media type: `Hugging Face` is `hugging-face`.
std::string parameter_of(std::string_view framework) {
  std::string parameter;
  for (const char c : framework) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_token =
        is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    parameter += is_upper ? static_cast<char>(c - 'A' + 'a') : is_token ? c : '-';
  }
  return parameter;
}

std::string_view framework_of(const ItemDraft& draft) {
  if (!draft.options.framework.empty()) return draft.options.framework;
  const json::Value given = draft.given.property("mlm:framework");
  return given.is_string() ? given.string() : std::string_view();
}

std::string media_type(const ItemDraft& draft, std::string_view artifact_type) {
  std::string_view framework = framework_of(draft);
  // `onnx`, or what stands before the method: `torch` of `torch.export.save`.
  if (framework.empty() || artifact_type.find('.') == std::string_view::npos)
    framework = artifact_type.substr(0, artifact_type.find('.'));
  if (framework == "torch") framework = "pytorch";
  if (framework == "tf") framework = "tensorflow";
  return fmt::format("application/octet-stream; framework={}", parameter_of(framework));
}

/// What a model file may say in its properties and only an asset may carry.
std::string given_artifact_type(const GivenItem& given) {
  const json::Value type = given.property("mlm:artifact_type");
  return type.is_string() ? std::string(type.string()) : std::string();
}

ItemResult<std::vector<std::string>> artifact_types(ItemDraft& draft) {
  const NewItemOptions& options = draft.options;
  const std::size_t files = std::max<std::size_t>(options.hrefs.size(), 1);
  std::vector<std::string> types = options.artifact_types;
  const std::string given = given_artifact_type(draft.given);
  // What the model file says is about the first file, unless options tell of all.
  if (types.size() < files && !given.empty()) types.insert(types.begin(), given);
  if (types.size() < files) {
    const std::string_view href = types.size() < options.hrefs.size()
                                      ? std::string_view(options.hrefs[types.size()])
                                      : std::string_view();
    draft.miss("artifact-type", mlm::migration::guess_artifact_type(href, framework_of(draft)).type,
               files > 1 ? href : std::string_view());
  } else if (!options.hrefs.empty() && types.size() > files) {
    return refuse("artifact-type", fmt::format("{} for {} files: each href needs its own",
                                               types.size(), options.hrefs.size()));
  }
  if (options.media_types.size() > options.hrefs.size() && !options.hrefs.empty())
    return refuse("media-type", "there are more than files");
  return types;
}

std::string roles_of(const JsonObject& asset) {
  std::vector<std::string> roles = {std::string(kModelRole), "model"};
  if (asset.has("mlm:entrypoint")) roles.emplace_back("code");
  return list_of_texts(roles);
}

std::string key_of(const JsonObject& assets) {
  std::string key(kModelRole);
  for (int n = 2; assets.has(key); ++n) key = fmt::format("{}-{}", kModelRole, n);
  return key;
}

void add_file(ItemDraft& draft, std::size_t index, std::string_view artifact_type) {
  const NewItemOptions& options = draft.options;
  JsonObject asset = index == 0 ? draft.given.model_asset : JsonObject();
  asset.set_text("href", options.hrefs[index]);
  asset.set_text("type", index < options.media_types.size() ? options.media_types[index]
                                                            : media_type(draft, artifact_type));
  if (!artifact_type.empty()) asset.set_text("mlm:artifact_type", artifact_type);
  asset.set("roles", roles_of(asset));
  describe_bands(draft, asset);
  draft.assets.add(key_of(draft.assets), asset.text());
}

/// Without files of their own, the artifact types are those of given model assets that have none.
void set_artifact_type(ItemDraft& draft, std::size_t index, json::Value given, JsonObject& asset) {
  const std::vector<std::string>& types = draft.options.artifact_types;
  if (index < types.size()) {
    asset.set_text("mlm:artifact_type", types[index]);
    return;
  }
  const json::Value href = given.find("href");
  draft.miss("artifact-type",
             mlm::migration::guess_artifact_type(
                 href.is_string() ? href.string() : std::string_view(), framework_of(draft))
                 .type);
}

/// Assets that are given stay; those of the model get what they lack: bands, artifact types.
ItemResult<std::size_t> add_given(ItemDraft& draft) {
  const bool has_files = !draft.options.hrefs.empty();
  std::size_t models = 0;
  std::size_t untyped = 0;
  for (const json::Value given : draft.given.assets.members()) {
    if (!has_role(given, kModelRole)) {
      draft.assets.add(given.key(), std::string(given.raw()));
      continue;
    }
    ++models;
    JsonObject asset(given);
    if (!has_files && !asset.has("mlm:artifact_type"))
      set_artifact_type(draft, untyped++, given, asset);
    describe_bands(draft, asset);
    draft.assets.add(given.key(), asset.text());
  }
  if (models > 0 && !has_files && draft.options.artifact_types.size() > untyped)
    return refuse("artifact-type", "the model assets of the file have theirs");
  return models;
}

}  // namespace

ItemResult<void> tell_assets(ItemDraft& draft) {
  if (draft.given.assets.exists() && !draft.given.assets.is_object())
    return base::fail(base::ErrorKind::kInvalidDocument, "`assets` is no object");
  if (std::ranges::find(draft.options.artifact_types, "") != draft.options.artifact_types.end())
    return refuse("artifact-type", "it is empty");
  STACMLM_TRY(const std::size_t models, add_given(draft));
  if (models > 0 && draft.options.hrefs.empty()) return {};
  if (draft.options.hrefs.empty()) draft.miss("href");
  STACMLM_TRY(const std::vector<std::string> types, artifact_types(draft));
  for (std::size_t i = 0; i < draft.options.hrefs.size(); ++i) {
    if (draft.options.hrefs[i].empty()) return refuse("href", "it is empty");
    add_file(draft, i, i < types.size() ? std::string_view(types[i]) : std::string_view());
  }
  return {};
}

}  // namespace stacmlm::author
