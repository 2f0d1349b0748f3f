// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/model_runner.h"

#include <fmt/format.h>

#include <algorithm>

#include "run/device.h"
#include "run/preprocess/constant_tensor.h"
#include "run/runtime_kinds.h"

namespace stacmlm::run {
namespace {

bool evaluator_runs(std::string_view format) { return runtime_for(format, "evaluator") != nullptr; }

base::Result<std::unique_ptr<Runtime>> open_runtime(const Plan& plan, const RunOptions& options) {
  const RuntimeKind* kind = find_runtime(plan.runtime);
  if (kind == nullptr)
    return base::fail(base::ErrorKind::kInvalidArgument, "there is no runtime " + plan.runtime);
  const auto named = options.runtime_libraries.find(plan.runtime);
  const bool is_named = named != options.runtime_libraries.end() && !named->second.empty();
  auto runtime = kind->open({is_named ? named->second : std::string(), options.runtime_folders});
  if (!runtime && !is_named && evaluator_runs(plan.format)) {
    return base::fail(runtime.error().kind,
                      runtime.error().message + "; --runtime evaluator does without, slowly");
  }
  return runtime;
}

/// Where the tensors of those names are; fewer if some are not there.
std::vector<std::size_t> places_of(std::span<const std::string> names,
                                   std::span<const artifact::Tensor> tensors) {
  std::vector<std::size_t> places;
  for (const std::string& name : names) {
    const auto named = std::ranges::find(tensors, name, &artifact::Tensor::name);
    if (named != tensors.end()) places.push_back(static_cast<std::size_t>(named - tensors.begin()));
  }
  return places;
}

}  // namespace

base::Result<LoadedModel> load_whole(const Plan& plan, const artifact::OpenedFile& file,
                                     const RunOptions& options) {
  LoadedModel loaded;
  STACMLM_TRY(loaded.runtime, open_runtime(plan, options));
  STACMLM_TRY(loaded.model,
              loaded.runtime->load(std::string(file.source->name()),
                                   {.cuda_device = find_device(plan.device).value_or(Device()).cuda,
                                    .workers = plan.workers}));
  return loaded;
}

base::Result<LoadedModel> load_model(const Plan& plan, const artifact::OpenedFile& file,
                                     const RunOptions& options) {
  STACMLM_TRY(LoadedModel loaded, load_whole(plan, file, options));
  std::vector<std::string> inputs;
  for (const InputPlan& input : plan.inputs) inputs.push_back(input.tensor);
  loaded.inputs = places_of(inputs, loaded.model->inputs());
  loaded.outputs = places_of(plan.output.tensors, loaded.model->outputs());
  std::vector<std::string> constants;
  for (const ConstantInput& input : plan.constants) constants.push_back(input.tensor);
  const std::vector<std::size_t> fixed = places_of(constants, loaded.model->inputs());
  if (loaded.inputs.size() + fixed.size() != loaded.model->inputs().size() ||
      loaded.inputs.size() != inputs.size() || fixed.size() != constants.size() ||
      loaded.outputs.size() != plan.output.tensors.size()) {
    return base::fail(
        base::ErrorKind::kBackend,
        fmt::format("{} does not see the inputs and outputs of {} that the file names",
                    loaded.runtime->name(), plan.href));
  }
  loaded.tensors.resize(loaded.model->inputs().size());
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    STACMLM_TRY(loaded.tensors[fixed[i]], constant_tensor(plan.constants[i], plan.tiles.batch));
  }
  return loaded;
}

}  // namespace stacmlm::run
