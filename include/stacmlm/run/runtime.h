// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// A model in memory, ready to run.
class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  /// As the runtime understands the file: names, element types, sizes (-1: free).
  [[nodiscard]] virtual std::span<const artifact::Tensor> inputs() const = 0;
  [[nodiscard]] virtual std::span<const artifact::Tensor> outputs() const = 0;

  /// All outputs, for one tensor for each input, in the order of inputs() and outputs(). Safe to
  /// call from several threads: each call works on one thread. `kInvalidArgument`: the tensors are
  /// not what the model takes; `kBackend`: the runtime failed.
  [[nodiscard]] virtual base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const = 0;
};

struct LoadOptions {
  std::optional<int> cuda_device;  ///< nothing: the processor
  unsigned workers = 1;            ///< calls of run() at the same time that are worth a thread each
};

/// Something that runs model files of certain formats.
///
/// ```cpp
/// auto runtime = run::open_onnxruntime({.folders = {program_share}});
/// if (!runtime) return report(runtime.error());
/// auto model = (*runtime)->load("unet.onnx", {});
/// if (!model) return report(model.error());
/// auto scores = (*model)->run(std::array{tile.view()});
/// ```
class Runtime {
 public:
  Runtime() = default;
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  virtual ~Runtime() = default;

  /// `onnxruntime`, `openvino`, `trees`, `evaluator`.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// `1.32.0`
  [[nodiscard]] virtual std::string_view version() const = 0;
  /// Names of artifact/format.h, of all that it runs: `onnx`.
  [[nodiscard]] std::vector<std::string_view> formats() const;

  /// Reads a model file of this machine. The file gets to the runtime only after
  /// artifact::inspect() has read it to its end and found nothing but data in it: no operators that
  /// a library of the author has to bring, no weights outside of the model's folder.
  /// `kUnsupported`: it is not of one of formats(), or has what this runtime or device cannot run;
  /// `kInvalidDocument`: it is broken or not data alone. Safe to call
  /// from several threads.
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load(const std::string& path,
                                                          const LoadOptions& options) const;

 private:
  [[nodiscard]] virtual base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const artifact::ModelFile& file,
      const LoadOptions& options) const = 0;
};

/// Where a runtime's library is.
struct RuntimeOptions {
  std::string library;  ///< a file of the user's choice, which must then be it; empty: looked for
  /// Looked in, first to last, before the places of the system: `share/stacmlm` of the program.
  std::vector<std::string> folders{};
};

/// ONNX Runtime, version 1.11 or later, loaded from a shared library. `kNotFound`: there is none;
/// `kUnsupported`: it is too old, no such library, or the build is without it
/// (STACMLM_WITH_ONNXRUNTIME).
base::Result<std::unique_ptr<Runtime>> open_onnxruntime(const RuntimeOptions& options);

/// OpenVINO 2026, by its C interface, loaded from a shared library: OpenVINO IR, TensorFlow Lite,
/// SavedModel, and ONNX. It computes with float32 whatever the processor could do faster. Errors as
/// open_onnxruntime() (STACMLM_WITH_OPENVINO).
base::Result<std::unique_ptr<Runtime>> open_openvino(const RuntimeOptions& options);

/// Runs small ONNX models of common operators in plain C++, float32, one operator at a time: for
/// tests, and where there is no other runtime. Slow. Operators that it does not know are refused by
/// load().
std::unique_ptr<Runtime> evaluator_runtime();

}  // namespace stacmlm::run
