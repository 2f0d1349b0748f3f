// SPDX-License-Identifier: Apache-2.0
#include "run/onnxruntime/session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "artifact/onnx/element_types.h"
#include "run/check_inputs.h"

namespace stacmlm::run::ort {
namespace {

constexpr int kLogNothing = 4;  // but what ends the program
constexpr int kDefaultMemory = 0;

/// The number that ONNX has for a type.
int code_of(DataType type) {
  int code = 1;
  while (artifact::onnx::element_type_of(static_cast<std::uint64_t>(code)) != name_of(type)) ++code;
  return code;
}

base::Result<std::vector<std::int64_t>> sizes_of(const Library& library, const TensorInfo* info) {
  std::size_t rank = 0;
  STACMLM_CHECK(library.check(library.api.rank(info, &rank)));
  std::vector<std::int64_t> sizes(rank);
  STACMLM_CHECK(library.check(library.api.sizes(info, sizes.data(), rank)));
  return sizes;
}

base::Result<std::string_view> type_of(const Library& library, const TensorInfo* info) {
  int code = 0;
  STACMLM_CHECK(library.check(library.api.element_type(info, &code)));
  return artifact::onnx::element_type_of(static_cast<std::uint64_t>(code));
}

/// Which half of a session is asked for.
struct Side {
  Status* (*count)(const Session*, std::size_t*);
  Status* (*type)(const Session*, std::size_t, TypeInfo**);
  Status* (*name)(const Session*, std::size_t, Allocator*, char**);
};

base::Result<std::string> name_at(const Library& library, const Session* session, const Side& side,
                                  std::size_t index) {
  Allocator* allocator = nullptr;
  STACMLM_CHECK(library.check(library.api.default_allocator(&allocator)));
  char* name = nullptr;
  STACMLM_CHECK(library.check(side.name(session, index, allocator, &name)));
  std::string copy = name;
  STACMLM_CHECK(library.check(library.api.allocator_free(allocator, name)));
  return copy;
}

base::Result<artifact::Tensor> tensor_at(const Library& library, const Session* session,
                                         const Side& side, std::size_t index) {
  artifact::Tensor tensor;
  STACMLM_TRY(tensor.name, name_at(library, session, side, index));
  STACMLM_TRY(const auto type, library.make(library.api.release_type_info, [&](TypeInfo** to) {
    return side.type(session, index, to);
  }));
  const TensorInfo* info = nullptr;  // of the type
  STACMLM_CHECK(library.check(library.api.tensor_info_of_type(type.get(), &info)));
  if (info == nullptr) {
    return base::fail(base::ErrorKind::kUnsupported, fmt::format("`{}` is no tensor", tensor.name));
  }
  STACMLM_TRY(tensor.data_type, type_of(library, info));
  STACMLM_TRY(const std::vector<std::int64_t> sizes, sizes_of(library, info));
  std::vector<const char*> names(sizes.size());
  STACMLM_CHECK(library.check(library.api.size_names(info, names.data(), names.size())));
  tensor.shape.emplace();
  for (std::size_t i = 0; i < sizes.size(); ++i)
    tensor.shape->push_back({sizes[i], sizes[i] < 0 && names[i] != nullptr ? names[i] : ""});
  return tensor;
}

base::Result<std::vector<artifact::Tensor>> tensors_of(const Library& library,
                                                       const Session* session, const Side& side) {
  std::size_t count = 0;
  STACMLM_CHECK(library.check(side.count(session, &count)));
  std::vector<artifact::Tensor> tensors;
  for (std::size_t i = 0; i < count; ++i) {
    STACMLM_TRY(artifact::Tensor tensor, tensor_at(library, session, side, i));
    tensors.push_back(std::move(tensor));
  }
  return tensors;
}

class SessionModel final : public Model {
 public:
  SessionModel(std::shared_ptr<const Environment> environment, Owned<Session> session)
      : environment_(std::move(environment)), session_(std::move(session)) {}

  base::Result<void> read_interface() {
    const Api& api = environment_->api();
    const Library& library = *environment_->library;
    STACMLM_TRY(inputs_, tensors_of(library, session_.get(),
                                    {api.input_count, api.input_type, api.input_name}));
    STACMLM_TRY(outputs_, tensors_of(library, session_.get(),
                                     {api.output_count, api.output_type, api.output_name}));
    for (const artifact::Tensor& tensor : inputs_) input_names_.push_back(tensor.name.c_str());
    for (const artifact::Tensor& tensor : outputs_) output_names_.push_back(tensor.name.c_str());
    return {};
  }

  [[nodiscard]] std::span<const artifact::Tensor> inputs() const override { return inputs_; }
  [[nodiscard]] std::span<const artifact::Tensor> outputs() const override { return outputs_; }
  [[nodiscard]] base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const override;

 private:
  [[nodiscard]] base::Result<Owned<Value>> wrap(const TensorView& tensor) const;
  [[nodiscard]] base::Result<Tensor> unwrap(Owned<Value> value, std::string_view name) const;

  std::shared_ptr<const Environment> environment_;
  Owned<Session> session_;
  std::vector<artifact::Tensor> inputs_;
  std::vector<artifact::Tensor> outputs_;
  std::vector<const char*> input_names_;
  std::vector<const char*> output_names_;
};

base::Result<Owned<Value>> SessionModel::wrap(const TensorView& tensor) const {
  const Api& api = environment_->api();
  const std::size_t bytes = elements_of(tensor.shape).value_or(0) * size_of(tensor.type);
  return environment_->library->make(api.release_value, [&](Value** to) {
    return api.create_tensor(environment_->memory.get(), tensor.data, bytes, tensor.shape.data(),
                             tensor.shape.size(), code_of(tensor.type), to);
  });
}

base::Result<Tensor> SessionModel::unwrap(Owned<Value> value, std::string_view name) const {
  const Library& library = *environment_->library;
  const Api& api = library.api;
  int is_tensor = 0;
  STACMLM_CHECK(library.check(api.is_tensor(value.get(), &is_tensor)));
  if (is_tensor == 0)
    return base::fail(base::ErrorKind::kUnsupported, fmt::format("output `{}` is no tensor", name));
  STACMLM_TRY(const auto info, library.make(api.release_tensor_info, [&](TensorInfo** to) {
    return api.tensor_info_of_value(value.get(), to);
  }));
  STACMLM_TRY(const std::string_view type_name, type_of(library, info.get()));
  const auto type = find_data_type(type_name);
  if (!type) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("output `{}` has elements of {}", name, type_name));
  }
  STACMLM_TRY(std::vector<std::int64_t> shape, sizes_of(library, info.get()));
  void* data = nullptr;
  STACMLM_CHECK(library.check(api.tensor_data(value.get(), &data)));
  // The value owns the data, the library the value.
  std::shared_ptr<void> kept(data, [value = std::shared_ptr<Value>(std::move(value)),
                                    environment = environment_](void*) mutable { value.reset(); });
  return Tensor(*type, std::move(shape), std::move(kept));
}

base::Result<std::vector<Tensor>> SessionModel::run(std::span<const TensorView> inputs) const {
  STACMLM_CHECK(check_inputs(inputs_, inputs));
  const Library& library = *environment_->library;
  std::vector<Owned<Value>> owned;
  std::vector<const Value*> values;
  for (const TensorView& input : inputs) {
    STACMLM_TRY(Owned<Value> value, wrap(input));
    values.push_back(value.get());
    owned.push_back(std::move(value));
  }
  std::vector<Value*> results(outputs_.size());
  auto ran = library.check(library.api.run(session_.get(), nullptr, input_names_.data(),
                                           values.data(), values.size(), output_names_.data(),
                                           results.size(), results.data()));
  std::vector<Owned<Value>> made;
  for (Value* value : results)
    if (value != nullptr) made.emplace_back(value, Release<Value>{library.api.release_value});
  if (!ran) return tl::unexpected(std::move(ran).error().during("onnxruntime"));
  std::vector<Tensor> outputs;
  for (std::size_t i = 0; i < made.size(); ++i) {
    STACMLM_TRY(Tensor tensor, unwrap(std::move(made[i]), outputs_[i].name));
    outputs.push_back(std::move(tensor));
  }
  return outputs;
}

/// Memory for tensors that grows by what is asked for. By itself it doubles, which takes half as
/// much again or more, and is no faster.
base::Result<void> add_arena(const Library& library, Env* env) {
  constexpr int kArena = 1;
  constexpr int kAsAskedFor = 1;
  constexpr int kUsual = -1;
  const Api& api = library.api;
  STACMLM_TRY(const auto memory, library.make(api.release_memory_info, [&](MemoryInfo** to) {
    return api.create_cpu_memory_info(kArena, kDefaultMemory, to);
  }));
  STACMLM_TRY(const auto options, library.make(api.release_arena_options, [&](ArenaOptions** to) {
    return api.create_arena_options(0, kAsAskedFor, kUsual, kUsual, to);
  }));
  return library.check(api.register_allocator(env, memory.get(), options.get()));
}

/// What the library can run models on.
base::Result<std::vector<std::string>> providers_of(const Library& library) {
  char** names = nullptr;
  int count = 0;
  STACMLM_CHECK(library.check(library.api.providers(&names, &count)));
  std::vector<std::string> providers(names, names + count);
  STACMLM_CHECK(library.check(library.api.release_providers(names, count)));
  return providers;
}

base::Result<void> add_cuda(const Library& library, SessionOptions* options, int device) {
  STACMLM_TRY(const std::vector<std::string> providers, providers_of(library));
  if (std::ranges::find(providers, "CUDAExecutionProvider") == providers.end()) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("cuda: ONNX Runtime {} at {} was built without it and has {}; --ort-lib names "
                    "one that has it",
                    library.version, library.path, fmt::join(providers, ", ")));
  }
  const CudaOptions cuda{.device = device};
  if (auto added = library.check(library.api.append_cuda(options, &cuda)); !added) {
    return base::fail(base::ErrorKind::kUnsupported, "cuda: " + added.error().message);
  }
  return {};
}

}  // namespace

base::Result<std::shared_ptr<const Environment>> make_environment(
    std::shared_ptr<const Library> library) {
  const Api& api = library->api;
  STACMLM_TRY(auto env, library->make(api.release_env, [&](Env** to) {
    return api.create_env(kLogNothing, "stac-mlm", to);
  }));
  constexpr int kDeviceAllocator = 0;
  STACMLM_CHECK(add_arena(*library, env.get()));
  STACMLM_TRY(auto memory, library->make(api.release_memory_info, [&](MemoryInfo** to) {
    return api.create_cpu_memory_info(kDeviceAllocator, kDefaultMemory, to);
  }));
  return std::make_shared<const Environment>(
      Environment{std::move(library), std::move(env), std::move(memory)});
}

base::Result<std::unique_ptr<Model>> open_session(std::shared_ptr<const Environment> environment,
                                                  const std::string& path,
                                                  const LoadOptions& load) {
  const Library& library = *environment->library;
  const Api& api = library.api;
  STACMLM_TRY(const auto options,
              library.make(api.release_session_options, api.create_session_options));
  STACMLM_CHECK(library.check(api.set_intra_op_threads(options.get(), 1)));
  STACMLM_CHECK(library.check(api.set_inter_op_threads(options.get(), 1)));
  // Tiles of one size gain nothing by it.
  STACMLM_CHECK(library.check(api.disable_memory_pattern(options.get())));
  STACMLM_CHECK(
      library.check(api.add_session_entry(options.get(), "session.use_env_allocators", "1")));
  if (load.cuda_device) {
    STACMLM_CHECK(add_cuda(library, options.get(), *load.cuda_device));
  }
  auto session = library.make(api.release_session, [&](Session** to) {
    return api.create_session(environment->env.get(), path.c_str(), options.get(), to);
  });
  if (!session) return tl::unexpected(std::move(session).error().during(path));
  auto model = std::make_unique<SessionModel>(std::move(environment), *std::move(session));
  if (auto read = model->read_interface(); !read)
    return tl::unexpected(std::move(read).error().during(path));
  return model;
}

}  // namespace stacmlm::run::ort
