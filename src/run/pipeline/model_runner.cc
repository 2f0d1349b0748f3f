// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/model_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace stacmlm::run {
namespace {

base::Result<std::unique_ptr<Runtime>> open_runtime(const Plan& plan, const RunOptions& options) {
  if (plan.runtime == "evaluator") return evaluator_runtime();
  auto runtime = open_onnxruntime({options.runtime_library, options.runtime_folders});
  if (!runtime && options.runtime_library.empty()) {
    return base::fail(
        runtime.error().kind,
        runtime.error().message +
            "; --ort-lib names the library, --runtime evaluator does without, slowly");
  }
  return runtime;
}

std::optional<int> cuda_device_of(std::string_view device) {
  if (!device.starts_with("cuda")) return {};
  int number = 0;
  const auto colon = device.find(':');
  if (colon != std::string_view::npos)
    std::from_chars(device.data() + colon + 1, device.data() + device.size(), number);
  return number;
}

}  // namespace

base::Result<LoadedModel> load_model(const Plan& plan, const artifact::OpenedFile& file,
                                     const RunOptions& options) {
  if (file.is_far) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{} is not on this machine: fetch it first", plan.href));
  }
  LoadedModel loaded;
  STACMLM_TRY(loaded.runtime, open_runtime(plan, options));
  STACMLM_TRY(loaded.model, loaded.runtime->load(std::string(file.source->name()),
                                                 {.cuda_device = cuda_device_of(plan.device)}));
  const auto outputs = loaded.model->outputs();
  const auto named = std::ranges::find(outputs, plan.output.tensor, &artifact::Tensor::name);
  if (loaded.model->inputs().size() != 1 || named == outputs.end()) {
    return base::fail(
        base::ErrorKind::kBackend,
        fmt::format("{} does not see the inputs and outputs of {} that the file names",
                    loaded.runtime->name(), plan.href));
  }
  loaded.output = static_cast<std::size_t>(named - outputs.begin());
  return loaded;
}

}  // namespace stacmlm::run
