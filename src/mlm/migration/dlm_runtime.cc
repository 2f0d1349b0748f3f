// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "mlm/migration/dlm.h"
#include "mlm/migration/legacy_fields.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;
using json::quote;

/// A member of the properties that a DLM member becomes, unless it is there.
void bring(ObjectMigration& migration, DraftNode& object, std::string_view from,
           std::string_view to, std::string_view json, Loss loss = Loss::kLossless) {
  DraftNode& properties = *migration.properties();
  if (properties.find(to) != nullptr) return;
  DraftNode& added = migration.draft().set(properties, to, json);
  take(migration, object, from, added, loss);
}

/// Three numbers: `1.5` is `1.5.0`.
std::string padded_version(std::string version) {
  for (int i = 0; i < 2 && !kSemanticVersion.matches(version); ++i) version += ".0";
  return version;
}

std::string megabytes_in_bytes(double megabytes) {
  constexpr double kMega = 1e6;
  constexpr double kMost = 9e9;  // beyond nine petabytes nothing is meant
  return megabytes >= 0 && megabytes < kMost ? fmt::format("{:.0f}", std::round(megabytes * kMega))
                                             : std::string();
}

/// `a.b.c` is the function c of the module a.b.
std::string entrypoint_of(const std::string& handler) {
  const std::size_t dot = handler.rfind('.');
  const bool is_dotted = handler.find_first_of(" :/") == std::string::npos && dot > 0 &&
                         dot != std::string::npos && dot + 1 < handler.size();
  return is_dotted ? handler.substr(0, dot) + ":" + handler.substr(dot + 1) : std::string();
}

DraftNode* assets_of(ObjectMigration& migration) {
  DraftNode* assets = migration.object().find("assets");
  return assets != nullptr && assets->is_object() ? assets : nullptr;
}

DraftNode& add_asset(ObjectMigration& migration, DraftNode& assets, std::string_view key,
                     std::string_view json) {
  return migration.draft().set(assets, free_asset_key(migration, key), json);
}

void migrate_source(ObjectMigration& migration, DraftNode& runtime, DraftNode& assets) {
  const auto url = text_member(runtime, "model_src_url");
  if (!url) return;
  const auto commit = text_member(runtime, "model_commit_hash");
  const std::string href = commit ? *url + "/tree/" + *commit : *url;
  const auto handler = text_member(runtime, "model_handler");
  const std::string entrypoint = handler ? entrypoint_of(*handler) : std::string();
  DraftNode& asset = add_asset(
      migration, assets, "source_code",
      fmt::format(
          R"({{"href": {}, "type": "text/html", {}"roles": ["mlm:source_code", "code"]}})",
          quote(href),
          entrypoint.empty() ? "" : fmt::format(R"("mlm:entrypoint": {}, )", quote(entrypoint))));
  take(migration, runtime, "model_src_url", asset);
  if (commit) take(migration, runtime, "model_commit_hash", asset);
  if (!entrypoint.empty()) take(migration, runtime, "model_handler", asset);
}

void migrate_docker(ObjectMigration& migration, DraftNode& docker, DraftNode& assets) {
  DraftNode* gpu = docker.find("gpu");
  if (gpu != nullptr && gpu->kind() == json::Kind::kBoolean && !gpu->value().boolean())
    bring(migration, docker, "gpu", "mlm:accelerator", R"("amd64")");
  const auto image = text_member(docker, "image_name");
  if (!image) return;
  const auto tag = text_member(docker, "tag");
  const std::string href = tag ? *image + ":" + *tag : *image;
  DraftNode& asset = add_asset(
      migration, assets, "container",
      fmt::format(
          R"({{"href": {}, "type": "application/vnd.oci.image.index.v1+json", "roles": ["mlm:inference-runtime", "runtime"]}})",
          quote(href)));
  take(migration, docker, "image_name", asset);
  if (tag) take(migration, docker, "tag", asset);
}

}  // namespace

void migrate_dlm_architecture(ObjectMigration& migration, DraftNode& architecture) {
  if (const auto type = text_member(architecture, "type"))
    bring(migration, architecture, "type", "mlm:architecture", quote(*type));
  DraftNode* parameters = architecture.find("total_nb_parameters");
  if (parameters != nullptr && parameters->is_number() && parameters->value().is_integer() &&
      parameters->value().number() >= 0)
    bring(migration, architecture, "total_nb_parameters", "mlm:total_parameters",
          parameters->text());
  DraftNode* size = architecture.find("estimated_total_size_mb");
  const std::string bytes = size != nullptr && size->is_number()
                                ? megabytes_in_bytes(size->value().number())
                                : std::string();
  // Nobody wrote whether a megabyte is 1000 or 1024 kilobytes.
  if (!bytes.empty())
    bring(migration, architecture, "estimated_total_size_mb", "mlm:memory_size", bytes,
          Loss::kLossy);
  if (const auto source = text_member(architecture, "pretrained")) {
    bring(migration, architecture, "pretrained", "mlm:pretrained_source", quote(*source));
    if (migration.properties()->find("mlm:pretrained") == nullptr)
      migration.add(*migration.properties(), "mlm:pretrained", "true", "a source is named");
  }
}

void migrate_dlm_runtime(ObjectMigration& migration, DraftNode& runtime) {
  if (const auto framework = text_member(runtime, "framework"))
    bring(migration, runtime, "framework", "mlm:framework", quote(*framework));
  for (const std::string_view key : {"framework_version", "version"}) {
    DraftNode* version = runtime.find(key);
    if (version == nullptr || (!version->is_string() && !version->is_number())) continue;
    const std::string padded =
        padded_version(version->is_string() ? std::string(version->string()) : version->text());
    if (kSemanticVersion.matches(padded))
      bring(migration, runtime, key, "mlm:framework_version", quote(padded));
  }
  DraftNode* assets = assets_of(migration);
  if (assets == nullptr) return;
  migrate_source(migration, runtime, *assets);
  if (const auto file = text_member(runtime, "requirement_file"))
    take(migration, runtime, "requirement_file",
         add_asset(migration, *assets, "requirements",
                   fmt::format(R"({{"href": {}, "roles": ["metadata"]}})", quote(*file))));
  DraftNode* docker = runtime.find("docker");
  if (docker != nullptr && docker->is_object()) migrate_docker(migration, *docker, *assets);
}

}  // namespace stacmlm::mlm::migration
