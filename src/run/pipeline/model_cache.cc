// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "run/pipeline/model_runner.h"

namespace stacmlm::run {

std::string model_key(const Plan& plan, const std::string& content, const RunOptions& options) {
  const auto library = options.runtime_libraries.find(plan.runtime);
  // Memory that a runtime keeps fits tiles of one size.
  std::string key =
      fmt::format("{}\n{} {}\n{}\n{} x {} x {}, {}\n", content, plan.runtime,
                  library == options.runtime_libraries.end() ? std::string() : library->second,
                  plan.device, plan.tiles.width, plan.tiles.height, plan.tiles.batch, plan.workers);
  for (const InputPlan& input : plan.inputs) key += input.tensor + '\n';
  for (const ConstantInput& input : plan.constants)
    key += fmt::format("{} {} {} = {}\n", input.tensor, input.data_type,
                       fmt::join(input.shape, " x "), fmt::join(input.numbers, ", "));
  for (const std::string& tensor : plan.output.tensors) key += tensor + '\n';
  key += fmt::format("{}\n{}\n", fmt::join(plan.untold_inputs, ", "),
                     fmt::join(plan.untold_outputs, ", "));
  return key;
}

base::Result<std::shared_ptr<const LoadedModel>> ModelCache::take(const Plan& plan,
                                                                  const artifact::OpenedFile& file,
                                                                  const std::string& content,
                                                                  const RunOptions& options) {
  if (model_ != nullptr && key_ == model_key(plan, content, options)) return model_;
  model_.reset();  // before there are two in memory
  STACMLM_TRY(LoadedModel loaded, load_model(plan, file, options));
  return std::make_shared<const LoadedModel>(std::move(loaded));
}

void ModelCache::keep(std::string key, std::shared_ptr<const LoadedModel> model) {
  key_ = std::move(key);
  model_ = std::move(model);
}

}  // namespace stacmlm::run
