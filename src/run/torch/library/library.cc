// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/runtime/print_handler.h>
#include <torch/script.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "run/torch/api.h"
#include "run/torch/library/guard.h"
#include "run/torch/library/interface.h"

namespace stacmlm::run::pt {
namespace {

using base::ErrorKind;

struct NamedType {
  DataType type;
  at::ScalarType scalar;
};

constexpr NamedType kTypes[] = {
    {DataType::kFloat32, at::kFloat},     {DataType::kFloat16, at::kHalf},
    {DataType::kBfloat16, at::kBFloat16}, {DataType::kFloat64, at::kDouble},
    {DataType::kInt8, at::kChar},         {DataType::kInt16, at::kShort},
    {DataType::kInt32, at::kInt},         {DataType::kInt64, at::kLong},
    {DataType::kUint8, at::kByte},        {DataType::kBool, at::kBool}};

/// A copy: modules may change what they get.
base::Result<at::Tensor> tensor_of(const TensorView& view, const std::string& name) {
  const auto* known = std::ranges::find(kTypes, view.type, &NamedType::type);
  if (known == std::end(kTypes)) {
    return base::fail(ErrorKind::kInvalidArgument,
                      "input `" + name + "`: libtorch has no elements of this type");
  }
  at::Tensor tensor =
      at::empty(at::IntArrayRef(view.shape.data(), view.shape.size()), known->scalar);
  const auto* from = static_cast<const std::byte*>(view.data);
  std::copy_n(from, tensor.nbytes(), static_cast<std::byte*>(tensor.data_ptr()));
  return tensor;
}

/// What the module may change in its next run is copied.
base::Result<Tensor> told(const c10::IValue& value, const std::string& name, bool may_change) {
  const auto wrong = [&](const std::string& why) {
    return base::fail(ErrorKind::kUnsupported, "output `" + name + "` " + why);
  };
  if (!value.isTensor() || !value.toTensor().defined()) return wrong("is no tensor");
  at::Tensor tensor = value.toTensor();
  if (tensor.layout() != at::kStrided || !tensor.device().is_cpu() || tensor.is_quantized())
    return wrong("is sparse, quantized or not in memory");
  const auto* known = std::ranges::find(kTypes, tensor.scalar_type(), &NamedType::scalar);
  if (known == std::end(kTypes)) return wrong("has elements that are not taken");
  tensor = tensor.resolve_neg();
  tensor = may_change ? tensor.clone(at::MemoryFormat::Contiguous) : tensor.contiguous();
  std::vector<std::int64_t> shape(tensor.sizes().begin(), tensor.sizes().end());
  void* data = tensor.data_ptr();
  std::shared_ptr<void> kept(data, [tensor](void*) mutable { tensor.reset(); });
  return Tensor(known->type, std::move(shape), std::move(kept));
}

class ScriptModule final : public Module {
 public:
  ScriptModule(torch::jit::Module module, Interface interface, bool changes_itself)
      : module_(std::move(module)),
        forward_(module_.get_method("forward")),
        interface_(std::move(interface)),
        changes_itself_(changes_itself) {}

  [[nodiscard]] const std::vector<std::string>& inputs() const override {
    return interface_.inputs;
  }
  [[nodiscard]] const std::vector<std::string>& outputs() const override {
    return interface_.outputs;
  }
  [[nodiscard]] base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const override {
    return guarded([&] { return run_freely(inputs); });
  }

 private:
  using Outputs = base::Result<std::vector<Tensor>>;

  [[nodiscard]] Outputs run_freely(std::span<const TensorView> inputs) const {
    at::init_num_threads();  // of this thread: as many as load() has set
    const c10::InferenceMode without_gradients;
    // Else the first runs, which are looked at, may round in another way than those that follow.
    const torch::jit::GraphOptimizerEnabledGuard as_written(false);
    std::vector<c10::IValue> arguments;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      STACMLM_TRY(at::Tensor tensor, tensor_of(inputs[i], interface_.inputs[i]));
      arguments.emplace_back(std::move(tensor));
    }
    std::unique_lock<std::mutex> one_at_a_time(mutex_, std::defer_lock);
    if (changes_itself_) one_at_a_time.lock();
    return take(forward_(std::move(arguments)));
  }

  [[nodiscard]] Outputs take(const c10::IValue& result) const {
    std::vector<c10::IValue> values;
    if (interface_.container == Container::kNone) {
      values.push_back(result);
    } else if (interface_.container == Container::kTuple) {
      for (const c10::IValue& value : result.toTupleRef().elements()) values.push_back(value);
    } else if (interface_.container == Container::kList) {
      for (const at::Tensor& tensor : result.toTensorVector()) values.emplace_back(tensor);
    } else {
      const auto dict = result.toGenericDict();
      for (const std::string& key : interface_.outputs)
        if (const auto found = dict.find(key); found != dict.end())
          values.push_back(found->value());
    }
    if (values.size() != interface_.outputs.size()) {
      return base::fail(ErrorKind::kUnsupported, "forward() gave other tensors than it says");
    }
    std::vector<Tensor> outputs;
    for (std::size_t i = 0; i < values.size(); ++i) {
      STACMLM_TRY(Tensor output, told(values[i], interface_.outputs[i], changes_itself_));
      outputs.push_back(std::move(output));
    }
    return outputs;
  }

  torch::jit::Module module_;
  torch::jit::Method forward_;
  Interface interface_;
  bool changes_itself_;
  mutable std::mutex mutex_;
};

struct Silence final : c10::WarningHandler {
  void process(const c10::SourceLocation& /*place*/, const std::string& /*text*/,
               const bool /*is_verbatim*/) override {}
};

/// One thread for each call, and nothing on the standard streams.
void set_up() {
  static const bool is_done = [] {
    at::set_num_threads(1);
    at::set_num_interop_threads(1);
    static Silence silence;
    c10::Warning::set_warning_handler(&silence);
    torch::jit::setPrintHandler([](const std::string& /*text*/) {});
    return true;
  }();
  static_cast<void>(is_done);
}

base::Result<std::unique_ptr<Module>> load_freely(const std::string& path) {
  set_up();
  torch::jit::Module module = torch::jit::load(path, at::kCPU);
  STACMLM_CHECK(check_size(module));
  module.eval();
  // What stays the same becomes constants; what is left the module changes while it runs.
  torch::jit::Module frozen = torch::jit::freeze(module, c10::nullopt, false);
  STACMLM_CHECK(check_trained(frozen));
  STACMLM_TRY(Interface interface, interface_of(frozen));
  bool changes_itself = false;
  for (std::size_t i = 0; i < frozen.type()->numAttributes(); ++i)
    changes_itself = changes_itself || frozen.type()->getAttributeName(i) != "training";
  return std::make_unique<ScriptModule>(std::move(frozen), std::move(interface), changes_itself);
}

base::Result<std::unique_ptr<Module>> load(const std::string& path) {
  return guarded([&] { return load_freely(path); });
}

constexpr Library kLibrary{kBuiltWith, TORCH_VERSION, load};

}  // namespace
}  // namespace stacmlm::run::pt

extern "C" __attribute__((visibility("default"))) const stacmlm::run::pt::Library* stacmlm_torch() {
  return &stacmlm::run::pt::kLibrary;
}
