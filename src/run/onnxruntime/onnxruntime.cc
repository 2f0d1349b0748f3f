// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "run/onnxruntime/find.h"
#include "run/onnxruntime/session.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {
namespace {

class OnnxRuntime final : public Runtime {
 public:
  explicit OnnxRuntime(std::shared_ptr<const ort::Environment> environment)
      : environment_(std::move(environment)) {}

  [[nodiscard]] std::string_view name() const override { return "onnxruntime"; }
  [[nodiscard]] std::string_view version() const override { return environment_->library->version; }

 private:
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const LoadOptions& options) const override {
    if (options.cuda_device) {
      return base::fail(base::ErrorKind::kUnsupported,
                        "cuda: onnxruntime is used on the processor alone");
    }
    return ort::open_session(environment_, path);
  }

  std::shared_ptr<const ort::Environment> environment_;
};

}  // namespace

base::Result<std::unique_ptr<Runtime>> open_onnxruntime(const RuntimeOptions& options) {
  STACMLM_TRY(auto library, ort::find_library(options));
  STACMLM_TRY(auto environment, ort::make_environment(std::move(library)));
  return std::make_unique<OnnxRuntime>(std::move(environment));
}

}  // namespace stacmlm::run
