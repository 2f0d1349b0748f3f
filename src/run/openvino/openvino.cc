// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <utility>

#include "run/openvino/compiled_model.h"
#include "run/openvino/onnx_guard.h"
#include "run/runtime_library.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSystemNames[] = {"libopenvino_c.so.2641", "libopenvino_c.so"};
constexpr LibraryPlaces kPlaces{"OpenVINO", "openvino", "libopenvino_c.so", kSystemNames,
                                "--openvino-lib"};

/// OpenVINO takes the folder of a SavedModel.
std::string folder_of_saved_model(const std::string& path) {
  std::error_code error;
  const fs::path given = fs::absolute(path, error);
  return fs::is_directory(given, error) ? given.string() : given.parent_path().string();
}

class OpenVino final : public Runtime {
 public:
  explicit OpenVino(std::shared_ptr<const ov::Environment> environment)
      : environment_(std::move(environment)) {}

  [[nodiscard]] std::string_view name() const override { return "openvino"; }
  [[nodiscard]] std::string_view version() const override { return environment_->library->version; }

 private:
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const artifact::ModelFile& file,
      const LoadOptions& options) const override {
    if (options.cuda_device)
      return base::fail(base::ErrorKind::kUnsupported, "cuda: openvino runs on the processor");
    std::string taken = path;
    if (file.format == "saved-model") {
      taken = folder_of_saved_model(path);
    } else if (file.format == "onnx") {
      STACMLM_CHECK(ov::check_onnx(path));
    }
    return ov::read_model(environment_, taken, file, options.workers);
  }

  std::shared_ptr<const ov::Environment> environment_;
};

}  // namespace

base::Result<std::unique_ptr<Runtime>> open_openvino(const RuntimeOptions& options) {
  STACMLM_TRY(const base::SharedLibrary loaded, load_library(kPlaces, options));
  STACMLM_TRY(auto library, ov::read_library(loaded));
  STACMLM_TRY(auto environment, ov::make_environment(std::move(library)));
  return std::make_unique<OpenVino>(std::move(environment));
}

}  // namespace stacmlm::run
