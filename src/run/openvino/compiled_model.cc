// SPDX-License-Identifier: Apache-2.0
#include "run/openvino/compiled_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>
#include <vector>

#include "run/check_inputs.h"
#include "run/openvino/ports.h"

namespace stacmlm::run::ov {
namespace {

/// Sizes of all inputs.
using Sizes = std::vector<std::vector<std::int64_t>>;

/// A model as it runs on inputs of certain sizes, and requests that nobody uses, each with buffers
/// of its own.
class Program {
 public:
  Program(Sizes sizes, Owned<Compiled> compiled)
      : sizes_(std::move(sizes)), compiled_(std::move(compiled)) {}

  [[nodiscard]] const Sizes& sizes() const { return sizes_; }

  base::Result<Owned<Request>> take(const Library& library) {
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        Owned<Request> request = std::move(free_.back());
        free_.pop_back();
        return request;
      }
    }
    return library.make(library.api.free_request, [&](Request** to) {
      return library.api.create_request(compiled_.get(), to);
    });
  }
  void give(Owned<Request> request) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(request));
  }

 private:
  Sizes sizes_;
  Owned<Compiled> compiled_;
  std::mutex mutex_;
  std::vector<Owned<Request>> free_;
};

/// Programs are made for sizes that are fixed: what OpenVINO works out while it runs, it does not
/// check, and then tensors that do not fit are read beyond their ends.
class CompiledModel final : public run::Model {
 public:
  CompiledModel(std::shared_ptr<const Environment> environment, Owned<ov::Model> model, Ports ports,
                unsigned workers)
      : environment_(std::move(environment)),
        model_(std::move(model)),
        ports_(std::move(ports)),
        threads_(std::to_string(workers)) {}

  [[nodiscard]] std::span<const artifact::Tensor> inputs() const override { return ports_.inputs; }
  [[nodiscard]] std::span<const artifact::Tensor> outputs() const override {
    return ports_.outputs;
  }
  [[nodiscard]] base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const override;

 private:
  [[nodiscard]] base::Result<std::shared_ptr<Program>> program_for(const Sizes& sizes) const;
  [[nodiscard]] base::Result<Owned<Compiled>> compile(const Sizes& sizes) const;
  [[nodiscard]] base::Result<Tensor> output_of(const Request* request, std::size_t index) const;
  [[nodiscard]] base::Result<std::vector<Tensor>> run_on(Request* request,
                                                         std::span<const TensorView> inputs) const;

  std::shared_ptr<const Environment> environment_;
  Owned<ov::Model> model_;
  Ports ports_;
  std::string threads_;
  mutable std::mutex mutex_;                                // of the model and what follows
  mutable std::vector<std::shared_ptr<Program>> programs_;  // the last ones
};

base::Result<Owned<Compiled>> CompiledModel::compile(const Sizes& sizes) const {
  const Library& library = *environment_->library;
  const Api& api = library.api;
  std::vector<std::vector<Range>> ranges;
  std::vector<std::size_t> places;
  std::vector<PartialShape> shapes;
  for (const std::vector<std::int64_t>& input : sizes) {
    std::vector<Range>& fixed = ranges.emplace_back();
    for (const std::int64_t size : input) fixed.push_back({size, size});
    const auto rank = static_cast<std::int64_t>(input.size());
    places.push_back(shapes.size());
    shapes.push_back({{rank, rank}, fixed.data()});
  }
  STACMLM_CHECK(
      library.check(api.reshape(model_.get(), places.data(), shapes.data(), shapes.size())));
  constexpr std::size_t kTexts = 8;
  return library.make(api.free_compiled, [&](Compiled** to) {
    return api.compile(environment_->core.get(), model_.get(), "CPU", kTexts, to,
                       "INFERENCE_PRECISION_HINT", "f32", "NUM_STREAMS", threads_.c_str(),
                       "INFERENCE_NUM_THREADS", threads_.c_str(), "ENABLE_CPU_PINNING", "NO");
  });
}

base::Result<std::shared_ptr<Program>> CompiledModel::program_for(const Sizes& sizes) const {
  constexpr std::size_t kKept = 2;
  const std::lock_guard lock(mutex_);
  const auto known = std::ranges::find_if(
      programs_, [&](const auto& program) { return program->sizes() == sizes; });
  if (known != programs_.end()) return *known;
  STACMLM_TRY(Owned<Compiled> compiled, compile(sizes));
  if (programs_.size() == kKept) programs_.erase(programs_.begin());
  programs_.push_back(std::make_shared<Program>(sizes, std::move(compiled)));
  return programs_.back();
}

/// A copy: the buffer is the request's, which the next run writes to.
base::Result<Tensor> CompiledModel::output_of(const Request* request, std::size_t index) const {
  const Library& library = *environment_->library;
  const Api& api = library.api;
  STACMLM_TRY(const auto value, library.make(api.free_tensor, [&](TensorValue** to) {
    return api.output(request, index, to);
  }));
  int number = 0;
  STACMLM_CHECK(library.check(api.tensor_type(value.get(), &number)));
  Shape shape;
  STACMLM_CHECK(library.check(api.tensor_shape(value.get(), &shape)));
  std::vector<std::int64_t> sizes(shape.sizes, shape.sizes + shape.rank);
  api.free_shape(&shape);
  std::size_t bytes = 0;
  STACMLM_CHECK(library.check(api.tensor_bytes(value.get(), &bytes)));
  const auto type = type_of(number);
  const auto elements = elements_of(sizes);
  if (!type || !elements || *elements * size_of(*type) != bytes) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("output `{}` is of a form that is not taken", ports_.outputs[index].name));
  }
  Tensor output(*type, std::move(sizes));
  void* data = nullptr;
  if (bytes == 0) return output;
  STACMLM_CHECK(library.check(api.tensor_data(value.get(), &data)));
  std::memcpy(output.data(), data, bytes);
  return output;
}

base::Result<std::vector<Tensor>> CompiledModel::run_on(Request* request,
                                                        std::span<const TensorView> inputs) const {
  const Library& library = *environment_->library;
  const Api& api = library.api;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const TensorView& input = inputs[i];
    std::vector<std::int64_t> sizes(input.shape.begin(), input.shape.end());
    const Shape shape{static_cast<std::int64_t>(sizes.size()), sizes.data()};
    STACMLM_TRY(const auto value, library.make(api.free_tensor, [&](TensorValue** to) {
      return api.wrap(number_of(input.type), shape, input.data, to);
    }));
    STACMLM_CHECK(library.check(api.set_input(request, i, value.get())));
  }
  STACMLM_CHECK(library.check(api.infer(request)));
  std::vector<Tensor> outputs;
  for (std::size_t i = 0; i < ports_.outputs.size(); ++i) {
    STACMLM_TRY(Tensor output, output_of(request, i));
    outputs.push_back(std::move(output));
  }
  return outputs;
}

base::Result<std::vector<Tensor>> CompiledModel::run(std::span<const TensorView> inputs) const {
  STACMLM_CHECK(check_inputs(ports_.inputs, inputs));
  Sizes sizes;
  for (const TensorView& input : inputs) sizes.emplace_back(input.shape.begin(), input.shape.end());
  const auto failed = [](base::Error error) {
    return tl::unexpected(std::move(error).during("openvino"));
  };
  const auto program = program_for(sizes);
  if (!program) return failed(program.error());
  auto request = (*program)->take(*environment_->library);
  if (!request) return failed(request.error());
  auto outputs = run_on(request->get(), inputs);
  // A request that failed may be in any state.
  if (!outputs) return failed(outputs.error());
  (*program)->give(*std::move(request));
  return outputs;
}

}  // namespace

base::Result<std::shared_ptr<const Environment>> make_environment(
    std::shared_ptr<const Library> library) {
  const Api& api = library->api;
  STACMLM_TRY(auto core, library->make(api.free_core, api.create_core));
  // A file that somebody cuts off while it is mapped would end the program.
  STACMLM_CHECK(library->check(api.set_property(core.get(), nullptr, "ENABLE_MMAP", "NO")));
  return std::make_shared<const Environment>(Environment{std::move(library), std::move(core)});
}

base::Result<std::unique_ptr<run::Model>> read_model(std::shared_ptr<const Environment> environment,
                                                     const std::string& path,
                                                     const artifact::ModelFile& file,
                                                     unsigned workers) {
  const Library& library = *environment->library;
  const Api& api = library.api;
  const auto told = [&](base::Error error) {
    return tl::unexpected(std::move(error).during(path));
  };
  auto model = library.make(api.free_model, [&](ov::Model** to) {
    return api.read_model(environment->core.get(), path.c_str(), nullptr, to);
  });
  if (!model) return told(model.error());
  auto ports = ports_of(library, model->get(), file);
  if (!ports) return told(ports.error());
  return std::make_unique<CompiledModel>(std::move(environment), *std::move(model),
                                         *std::move(ports), workers);
}

}  // namespace stacmlm::run::ov
