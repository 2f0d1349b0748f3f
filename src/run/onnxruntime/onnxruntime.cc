// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "run/onnxruntime/session.h"
#include "run/runtime_library.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {
namespace {

constexpr const char* kSystemNames[] = {"libonnxruntime.so.1", "libonnxruntime.so"};
constexpr LibraryPlaces kPlaces{"ONNX Runtime", "onnxruntime", "libonnxruntime.so", kSystemNames,
                                "--ort-lib"};

class OnnxRuntime final : public Runtime {
 public:
  explicit OnnxRuntime(std::shared_ptr<const ort::Environment> environment)
      : environment_(std::move(environment)) {}

  [[nodiscard]] std::string_view name() const override { return "onnxruntime"; }
  [[nodiscard]] std::string_view version() const override { return environment_->library->version; }

 private:
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const artifact::ModelFile& /*file*/,
      const LoadOptions& options) const override {
    return ort::open_session(environment_, path, options);
  }

  std::shared_ptr<const ort::Environment> environment_;
};

}  // namespace

base::Result<std::unique_ptr<Runtime>> open_onnxruntime(const RuntimeOptions& options) {
  STACMLM_TRY(const base::SharedLibrary loaded, load_library(kPlaces, options));
  STACMLM_TRY(auto library, ort::read_library(loaded));
  STACMLM_TRY(auto environment, ort::make_environment(std::move(library)));
  return std::make_unique<OnnxRuntime>(std::move(environment));
}

}  // namespace stacmlm::run
