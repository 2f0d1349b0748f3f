// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/shared_library.h"
#include "run/check_inputs.h"
#include "run/torch/api.h"
#include "run/torch/script_guard.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {
namespace {

std::vector<artifact::Tensor> named(const std::vector<std::string>& names) {
  std::vector<artifact::Tensor> tensors;
  for (const std::string& name : names)
    tensors.push_back({.name = name, .shape = {}, .data_type = {}});
  return tensors;
}

/// Modules say how many tensors they take and give, and nothing of sizes and types.
class TorchModel final : public Model {
 public:
  explicit TorchModel(std::unique_ptr<pt::Module> module)
      : module_(std::move(module)),
        inputs_(named(module_->inputs())),
        outputs_(named(module_->outputs())) {}

  [[nodiscard]] std::span<const artifact::Tensor> inputs() const override { return inputs_; }
  [[nodiscard]] std::span<const artifact::Tensor> outputs() const override { return outputs_; }

  [[nodiscard]] base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const override {
    STACMLM_CHECK(check_inputs(inputs_, inputs));
    auto outputs = module_->run(inputs);
    if (!outputs) return tl::unexpected(std::move(outputs).error().during("torch"));
    for (std::size_t i = 0; i < outputs->size(); ++i) {
      if (!elements_of((*outputs)[i].shape())) {
        return base::fail(base::ErrorKind::kBackend,
                          fmt::format("torch: output `{}` is too large", outputs_[i].name));
      }
    }
    return outputs;
  }

 private:
  std::unique_ptr<pt::Module> module_;
  std::vector<artifact::Tensor> inputs_;
  std::vector<artifact::Tensor> outputs_;
};

class Torch final : public Runtime {
 public:
  explicit Torch(const pt::Library& library) : library_(library) {}

  [[nodiscard]] std::string_view name() const override { return "torch"; }
  [[nodiscard]] std::string_view version() const override { return library_.version; }

 private:
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const artifact::ModelFile& /*file*/,
      const LoadOptions& options) const override {
    if (options.cuda_device)
      return base::fail(base::ErrorKind::kUnsupported, "cuda: torch runs on the processor");
    STACMLM_CHECK(pt::check_script(path));
    auto module = library_.load(path);
    if (!module) return tl::unexpected(std::move(module).error().during(path));
    return std::make_unique<TorchModel>(*std::move(module));
  }

  const pt::Library& library_;
};

}  // namespace

base::Result<std::unique_ptr<Runtime>> open_torch(const RuntimeOptions& options) {
  const auto loaded =
      base::SharedLibrary::open(options.library.empty() ? pt::kFile : options.library.c_str());
  if (!loaded) return base::fail(base::ErrorKind::kNotFound, loaded.error().message);
  const pt::Library* (*get)() = nullptr;
  STACMLM_CHECK(loaded->take({{pt::kSymbol, get}}));
  const pt::Library* library = get();
  if (std::string_view(library->built_with) != pt::kBuiltWith) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: it was built with {}, and this program with {}",
                                  loaded->name(), library->built_with, pt::kBuiltWith));
  }
  return std::make_unique<Torch>(*library);
}

}  // namespace stacmlm::run
