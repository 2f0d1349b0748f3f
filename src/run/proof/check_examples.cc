// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "rules/nearest.h"
#include "run/check_inputs.h"
#include "run/pipeline/model_runner.h"
#include "run/plan/planning.h"
#include "run/proof/compare.h"
#include "run/proof/example_assets.h"
#include "run/proof/example_choices.h"
#include "run/proof/example_files.h"
#include "run/proof/npy.h"
#include "run/runtime_kinds.h"
#include "stacmlm/run/example.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

base::Result<Tensor> read_tensor(const ExampleAsset& example, base::Fetcher* fetcher) {
  STACMLM_TRY(const auto source, about(example, open_example(example, fetcher)));
  STACMLM_TRY(Tensor tensor, about(example, read_npy(*source)));
  if (tensor.elements() > 0) return tensor;
  return base::fail(ErrorKind::kInvalidDocument,
                    fmt::format("assets/{}: the array has no elements", example.key));
}

/// Which of the model's inputs or outputs it is; as many as there are: none.
std::size_t tensor_of(const ExampleAsset& example, std::span<const artifact::Tensor> tensors) {
  if (example.tensor.empty()) return tensors.size() == 1 ? 0 : tensors.size();
  const auto found = std::ranges::find(tensors, example.tensor, &artifact::Tensor::name);
  return static_cast<std::size_t>(found - tensors.begin());
}

/// Why it is none of them.
std::string no_tensor(const ExampleAsset& example, std::string_view what) {
  if (!example.tensor.empty())
    return fmt::format("the model has no {} {}", what, rules::shown(example.tensor));
  return fmt::format("the model has several {}s, and `{}` does not say which it is", what,
                     kTensorMember);
}

class Replay {
 public:
  Replay(json::Value item, const std::string& item_path, const artifact::Opener& open,
         const ExampleOptions& options, const Tolerance& tolerance)
      : item_(item), item_path_(item_path), open_(open), options_(options), tolerance_(tolerance) {}

  base::Result<std::vector<ExampleResult>> all() {
    STACMLM_TRY(examples_, find_examples(item_, item_path_, options_.run.fetcher));
    const bool has_tensors = has_both(false);
    const bool has_scene = has_both(true);
    if (!has_tensors && !has_scene) {
      return base::fail(ErrorKind::kNotFound,
                        item_path_ + ": the Item has no example: no asset of the role " +
                            "`example-output` beside one of the role `example-input`");
    }
    if (has_tensors) {
      STACMLM_CHECK(replay_tensors());
    }
    if (has_scene) {
      STACMLM_CHECK(replay_scene());
    }
    for (const ExampleAsset& example : examples_)
      if (example.is_of_scene() ? !has_scene : !has_tensors) tell_alone(example);
    return std::move(results_);
  }

 private:
  [[nodiscard]] std::vector<const ExampleAsset*> examples(bool is_input, bool is_of_scene) const {
    std::vector<const ExampleAsset*> some;
    for (const ExampleAsset& example : examples_) {
      if (example.is_input == is_input && example.is_of_scene() == is_of_scene)
        some.push_back(&example);
    }
    return some;
  }
  [[nodiscard]] bool has_both(bool is_of_scene) const {
    return !examples(true, is_of_scene).empty() && !examples(false, is_of_scene).empty();
  }

  ExampleResult& result_of(const ExampleAsset& example) {
    ExampleResult& result = results_.emplace_back();
    result.asset = example.key;
    result.tensor = example.tensor;
    return result;
  }

  void tell_alone(const ExampleAsset& example) {
    const std::string_view what = example.is_of_scene() ? "scene" : "array";
    result_of(example).unlike =
        example.is_input
            ? fmt::format("no asset of the role `{}` says what comes of the {}", kOutputRole, what)
            : fmt::format("no asset of the role `{}` is the {} that it comes of", kInputRole, what);
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

  base::Result<std::vector<Tensor>> read_inputs(std::span<const artifact::Tensor> wanted) const {
    std::vector<const ExampleAsset*> places(wanted.size());
    for (const ExampleAsset* example : examples(true, false)) {
      const std::size_t i = tensor_of(*example, wanted);
      if (i == wanted.size()) {
        return base::fail(ErrorKind::kInvalidDocument,
                          fmt::format("assets/{}: {}", example->key, no_tensor(*example, "input")));
      }
      if (places[i] != nullptr) {
        return base::fail(ErrorKind::kInvalidDocument,
                          fmt::format("assets/{} and assets/{} are both the input {}: one can be "
                                      "replayed",
                                      places[i]->key, example->key, rules::shown(wanted[i].name)));
      }
      places[i] = example;
    }
    std::vector<Tensor> inputs;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (places[i] == nullptr) {
        return base::fail(ErrorKind::kInvalidDocument,
                          fmt::format("no asset of the role `{}` is the input {}", kInputRole,
                                      rules::shown(wanted[i].name)));
      }
      STACMLM_TRY(Tensor tensor, read_tensor(*places[i], options_.run.fetcher));
      const TensorView view = tensor.view();
      STACMLM_CHECK(about(*places[i], check_inputs(wanted.subspan(i, 1), {&view, 1})));
      inputs.push_back(std::move(tensor));
    }
    return inputs;
  }

  base::Result<void> replay_tensors() {
    STACMLM_CHECK(load());
    const Model& model = *model_.model;
    STACMLM_TRY(const std::vector<Tensor> inputs, read_inputs(model.inputs()));
    std::vector<TensorView> views;
    views.reserve(inputs.size());
    for (const Tensor& input : inputs) views.push_back(input.view());
    STACMLM_TRY(const std::vector<Tensor> outputs, model.run(views));
    for (const ExampleAsset* example : examples(false, false)) {
      const std::size_t i = tensor_of(*example, model.outputs());
      ExampleResult& result = result_of(*example);
      if (i >= std::min(outputs.size(), model.outputs().size())) {
        result.unlike = no_tensor(*example, "output");
        continue;
      }
      result.tensor = model.outputs()[i].name;
      STACMLM_TRY(const Tensor expected, read_tensor(*example, options_.run.fetcher));
      compare_tensors(outputs[i], expected, tolerance_, result);
    }
    return {};
  }

  base::Result<RunResult> run_scene(const ExampleAsset& input, bool& has_layer) const {
    PlanOptions choices = options_.plan;
    choices.layer_format = raster::LayerFormat::kGeoJson;
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
    has_layer = is_layer(plan.output.kind);
    return run(plan, item_, scene, open_, options_.run);
  }

  base::Result<void> replay_scene() {
    const std::vector<const ExampleAsset*> scenes = examples(true, true);
    if (scenes.size() > 1) {
      return base::fail(ErrorKind::kInvalidDocument,
                        fmt::format("assets/{} and assets/{} are both scenes: one can be replayed",
                                    scenes[0]->key, scenes[1]->key));
    }
    bool has_layer = false;
    STACMLM_TRY(const RunResult ran, run_scene(*scenes.front(), has_layer));
    for (const ExampleAsset* example : examples(false, true)) {
      ExampleResult& result = result_of(*example);
      if (has_layer != (example->kind == ExampleKind::kLayer)) {
        result.unlike = has_layer ? "a layer, not a raster" : "a raster, not a layer";
        continue;
      }
      STACMLM_CHECK(has_layer ? compare_as_layers(ran, *example, result)
                              : compare_as_rasters(ran, *example, result));
    }
    return {};
  }

  base::Result<void> compare_as_rasters(const RunResult& ran, const ExampleAsset& example,
                                        ExampleResult& result) const {
    STACMLM_TRY(const auto found, raster::open(ran.path));
    STACMLM_TRY(const auto expected,
                about(example, raster::open(example.path, {.fetcher = options_.run.fetcher})));
    return compare_rasters(*found, *expected, tolerance_, result);
  }

  base::Result<void> compare_as_layers(const RunResult& ran, const ExampleAsset& example,
                                       ExampleResult& result) const {
    STACMLM_TRY(const auto found, artifact::open_source(ran.path));
    STACMLM_TRY(const auto expected, about(example, open_example(example, options_.run.fetcher)));
    return about(example, compare_layers(*found, *expected, tolerance_, result));
  }

  json::Value item_;
  const std::string& item_path_;
  const artifact::Opener& open_;
  const ExampleOptions& options_;
  Tolerance tolerance_;
  std::vector<ExampleAsset> examples_;
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
