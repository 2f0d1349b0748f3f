// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "rules/nearest.h"
#include "run/pipeline/model_runner.h"
#include "run/plan/planning.h"
#include "run/proof/compare.h"
#include "run/proof/example_choices.h"
#include "run/proof/example_files.h"
#include "run/proof/npy.h"
#include "run/runtime_kinds.h"
#include "run/scene/item_places.h"
#include "stacmlm/run/example.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

/// An asset that is an example.
struct ExampleAsset {
  json::Value asset;
  std::string key;
  std::string path;
  std::string tensor;
  bool is_input = false;
  bool is_raster = false;
};

bool has_role(json::Value asset, std::string_view role) {
  return std::ranges::any_of(asset.find("roles").elements(),
                             [&](json::Value one) { return one.equals(role); });
}

std::vector<ExampleAsset> examples_of(json::Value item, const std::string& item_path) {
  std::vector<ExampleAsset> all;
  for (const json::Value asset : item.find("assets").members()) {
    const bool is_input = has_role(asset, kInputRole);
    const json::Value href = asset.find("href");
    if ((!is_input && !has_role(asset, kOutputRole)) || !href.is_string()) continue;
    ExampleAsset& one = all.emplace_back();
    one.asset = asset;
    one.key = asset.key();
    one.path = place_of(item_path, href.string());
    one.is_input = is_input;
    const json::Value type = asset.find("type");
    one.is_raster =
        type.is_string() ? type.string().starts_with("image/") : !href.string().ends_with(".npy");
    const json::Value tensor = asset.find(kTensorMember);
    if (tensor.is_string()) one.tensor = tensor.string();
  }
  return all;
}

template <class T>
base::Result<T> about(const ExampleAsset& asset, base::Result<T> result) {
  if (result) return result;
  return tl::unexpected(std::move(result).error().during("assets/" + asset.key));
}

base::Result<Tensor> read_tensor(const ExampleAsset& asset) {
  auto source = artifact::open_source(asset.path);
  if (!source) return about<Tensor>(asset, tl::unexpected(std::move(source).error()));
  return about(asset, read_npy(**source));
}

class Replay {
 public:
  Replay(json::Value item, const std::string& item_path, const artifact::Opener& open,
         const ExampleOptions& options, const Tolerance& tolerance)
      : item_(item),
        item_path_(item_path),
        open_(open),
        options_(options),
        tolerance_(tolerance),
        assets_(examples_of(item, item_path)) {}

  base::Result<std::vector<ExampleResult>> all() {
    if (find(true, false) != nullptr && find(false, false) != nullptr) {
      STACMLM_CHECK(replay_tensors());
    }
    if (find(true, true) != nullptr && find(false, true) != nullptr) {
      STACMLM_CHECK(replay_scene());
    }
    if (!results_.empty()) return std::move(results_);
    return base::fail(ErrorKind::kNotFound,
                      item_path_ + ": the Item has no example: no asset of the role " +
                          "`example-output` beside one of the role `example-input`");
  }

 private:
  [[nodiscard]] const ExampleAsset* find(bool is_input, bool is_raster) const {
    const auto found = std::ranges::find_if(assets_, [&](const ExampleAsset& asset) {
      return asset.is_input == is_input && asset.is_raster == is_raster;
    });
    return found == assets_.end() ? nullptr : &*found;
  }

  /// The tensor of that name among the examples; without names the only one.
  [[nodiscard]] const ExampleAsset* tensor_of(bool is_input, const std::string& name,
                                              std::size_t count) const {
    const ExampleAsset* unnamed = nullptr;
    for (const ExampleAsset& asset : assets_) {
      if (asset.is_input != is_input || asset.is_raster) continue;
      if (asset.tensor == name) return &asset;
      if (asset.tensor.empty()) unnamed = &asset;
    }
    return count == 1 ? unnamed : nullptr;
  }

  base::Result<void> load() {
    const Scene none;
    Planning planning{item_, none, options_.plan};
    planning.plan.item_path = item_path_;
    STACMLM_CHECK(choose_asset(planning, open_));
    planning.plan.runtime = runtime_for(planning.plan.format, options_.plan.runtime)->name;
    planning.plan.device = options_.plan.device;
    STACMLM_TRY(const artifact::OpenedFile file, open_(planning.plan.href));
    STACMLM_TRY(model_, load_whole(planning.plan, file, options_.run));
    return {};
  }

  base::Result<void> replay_tensors() {
    STACMLM_CHECK(load());
    const Model& model = *model_.model;
    std::vector<Tensor> inputs;
    for (const artifact::Tensor& input : model.inputs()) {
      const ExampleAsset* asset = tensor_of(true, input.name, model.inputs().size());
      if (asset == nullptr) {
        return base::fail(ErrorKind::kInvalidDocument,
                          fmt::format("no asset of the role `example-input` is the input {}",
                                      rules::shown(input.name)));
      }
      STACMLM_TRY(Tensor tensor, read_tensor(*asset));
      inputs.push_back(std::move(tensor));
    }
    std::vector<TensorView> views;
    views.reserve(inputs.size());
    for (const Tensor& input : inputs) views.push_back(input.view());
    STACMLM_TRY(const std::vector<Tensor> outputs, model.run(views));
    for (std::size_t i = 0; i < std::min(outputs.size(), model.outputs().size()); ++i) {
      const std::string& name = model.outputs()[i].name;
      const ExampleAsset* asset = tensor_of(false, name, model.outputs().size());
      if (asset == nullptr) continue;
      STACMLM_TRY(const Tensor expected, read_tensor(*asset));
      ExampleResult& result = results_.emplace_back();
      result.asset = asset->key;
      result.tensor = name;
      compare_tensors(outputs[i], expected, tolerance_, result);
    }
    return {};
  }

  base::Result<void> replay_scene() {
    const ExampleAsset& input = *find(true, true);
    const ExampleAsset& output = *find(false, true);
    PlanOptions choices = options_.plan;
    STACMLM_CHECK(about(input, read_choices(input.asset.find(kOptionsMember), choices)));
    STACMLM_TRY(const Scene scene,
                about(input, read_scene(input.path, {.fetcher = options_.run.fetcher})));
    STACMLM_TRY(const Plan plan, about(input, make_plan(item_, item_path_, scene, open_, choices)));
    if (!plan.is_ready()) {
      const Question& question = plan.questions.front();
      return base::fail(ErrorKind::kInvalidArgument,
                        fmt::format("assets/{}: not clear, and not guessed: {} ({})", input.key,
                                    question.what, question.option));
    }
    STACMLM_TRY(const RunResult ran, run(plan, item_, scene, open_, options_.run));
    STACMLM_TRY(const auto found, raster::open(ran.path));
    STACMLM_TRY(const auto expected,
                about(output, raster::open(output.path, {.fetcher = options_.run.fetcher})));
    ExampleResult& result = results_.emplace_back();
    result.asset = output.key;
    return compare_rasters(*found, *expected, tolerance_, result);
  }

  json::Value item_;
  const std::string& item_path_;
  const artifact::Opener& open_;
  const ExampleOptions& options_;
  Tolerance tolerance_;
  std::vector<ExampleAsset> assets_;
  LoadedModel model_;
  std::vector<ExampleResult> results_;
};

}  // namespace

base::Result<std::vector<ExampleResult>> check_examples(json::Value item,
                                                        const std::string& item_path,
                                                        const artifact::Opener& open,
                                                        const ExampleOptions& options,
                                                        const Tolerance& tolerance) {
  return Replay(item, item_path, open, options, tolerance).all();
}

}  // namespace stacmlm::run
