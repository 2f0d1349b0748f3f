// SPDX-License-Identifier: Apache-2.0
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "run/onnxruntime/session.h"
#include "run/runtime_library.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {
namespace {

constexpr const char* kSystemNames[] = {"libonnxruntime.so.1", "libonnxruntime.so"};
constexpr LibraryPlaces kPlaces{"ONNX Runtime", "onnxruntime", "libonnxruntime.so", kSystemNames,
                                "--ort-lib"};

/// The environments that are in use: a library has one for the whole process, and takes one
/// allocator for it. From any thread.
class Environments {
 public:
  base::Result<std::shared_ptr<const ort::Environment>> of(
      std::shared_ptr<const ort::Library> library) {
    const Key key = library->api.create_env;
    std::unique_lock lock(mutex_);
    std::shared_ptr<const ort::Environment> known;
    // One that nobody uses any more is waited for: its allocator is in the place of the next.
    gone_.wait(lock, [&] {
      const auto found = known_.find(key);
      if (found != known_.end()) known = found->second.lock();
      return found == known_.end() || known != nullptr;
    });
    if (known != nullptr) return known;
    STACMLM_TRY(auto made, ort::make_environment(std::move(library)));
    const ort::Environment* const environment = made.get();
    known.reset(environment, [this, key, made = std::move(made)](const ort::Environment*) mutable {
      made.reset();
      const std::lock_guard forgetting(mutex_);
      known_.erase(key);
      gone_.notify_all();
    });
    known_[key] = known;
    return known;
  }

 private:
  using Key = decltype(ort::Api::create_env);

  std::mutex mutex_;  // of what follows
  std::condition_variable gone_;
  std::map<Key, std::weak_ptr<const ort::Environment>> known_;
};

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
  static auto& environments = *new Environments;  // models may outlive what main() leaves
  STACMLM_TRY(auto environment, environments.of(std::move(library)));
  return std::make_unique<OnnxRuntime>(std::move(environment));
}

}  // namespace stacmlm::run
