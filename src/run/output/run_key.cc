// SPDX-License-Identifier: Apache-2.0
#include "run/output/run_key.h"

#include <fmt/format.h>

#include "run/scene/file_state.h"
#include "stacmlm/artifact/checksum.h"

namespace stacmlm::run {
namespace {

/// Another one when keys are made of something else.
constexpr std::string_view kVersion = "1";

std::string choices_of(Plan plan, Scene scene) {
  plan.item_path.clear();
  plan.href.clear();
  plan.workers = 0;
  plan.memory = 0;
  plan.notes.clear();
  // Which one it is counts, not where it lies.
  const auto number = [](auto& list) {
    for (std::size_t i = 0; i < list.size(); ++i) list[i].path = std::to_string(i);
  };
  number(scene.times);
  number(scene.with);
  number(scene.files);
  return plan_json(plan, scene);
}

}  // namespace

base::Result<std::string> run_key(const Plan& plan, json::Value item, const Scene& scene,
                                  const std::string& model_state, base::Fetcher* fetcher) {
  const json::Value asset = item.find("assets").find(plan.asset);
  std::string text =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", kVersion, model_state, choices_of(plan, scene),
                  state_of_files(scene, fetcher), item.find("properties").raw(), asset.raw());
  for (const SceneTime& time : scene.times) text += fmt::format("{}\n{}\n", time.id, time.item);
  for (const SceneTime& raster : scene.with) text += raster.item + '\n';
  return artifact::checksum_of(*artifact::source_of(text, "key"), artifact::kSha256);
}

}  // namespace stacmlm::run
