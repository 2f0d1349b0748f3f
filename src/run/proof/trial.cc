// SPDX-License-Identifier: Apache-2.0
// One run of a model, on numbers that mean nothing.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

#include "rules/nearest.h"
#include "run/proof/peak_memory.h"
#include "run/proof/sample_tensor.h"
#include "run/runtime_kinds.h"
#include "stacmlm/run/proof.h"

namespace stacmlm::run {
namespace {

using artifact::TrialInput;
using artifact::TrialRequest;
using artifact::TrialResult;
using base::ErrorKind;

constexpr std::size_t kMostElements = std::size_t{1} << 24U;
/// Sides of an image that nobody states, in the order in which they are tried.
constexpr std::int64_t kSides[] = {64, 256, 224};

bool is_side(std::string_view dimension) { return dimension == "height" || dimension == "width"; }

/// What the metadata say of an input of the model: by its name, else by its place.
const TrialInput* stated_for(const TrialRequest& request, std::span<const artifact::Tensor> all,
                             std::size_t index) {
  const auto named = std::ranges::find(request.inputs, all[index].name, &TrialInput::name);
  if (named != request.inputs.end()) return &*named;
  if (request.inputs.size() != all.size()) return nullptr;
  const std::string& name = request.inputs[index].name;
  const bool is_another = std::ranges::find(all, name, &artifact::Tensor::name) != all.end();
  return is_another ? nullptr : &request.inputs[index];
}

/// One input with its sizes, where -1 stands for the side of an image.
struct Wanted {
  DataType type = DataType::kFloat32;
  std::vector<std::int64_t> shape;
};

/// Without names: images are the last two dimensions of four or more, or those before the channels.
bool may_be_side(const TrialInput* stated, std::size_t index, std::size_t rank) {
  if (stated != nullptr && stated->dimensions.size() == rank)
    return is_side(stated->dimensions[index]);
  return rank >= 4 && index >= rank - 2;
}

base::Result<Wanted> wanted_of(const artifact::Tensor& tensor, const TrialInput* stated) {
  Wanted wanted;
  const std::string& word =
      stated != nullptr && !stated->data_type.empty() ? stated->data_type : tensor.data_type;
  const auto type = find_data_type(word);
  if (!type)
    return base::fail(ErrorKind::kUnsupported,
                      fmt::format("input {} takes {}, which is not tried",
                                  rules::shown(tensor.name), rules::shown(word)));
  wanted.type = *type;
  std::size_t rank = tensor.shape ? tensor.shape->size() : 0;
  const bool is_stated = stated != nullptr && !stated->shape.empty();
  if (is_stated) rank = stated->shape.size();
  for (std::size_t i = 0; i < rank; ++i) {
    std::int64_t size = is_stated ? stated->shape[i] : -1;
    if (size < 0 && tensor.shape && tensor.shape->size() == rank) size = (*tensor.shape)[i].size;
    if (size < 0 && !may_be_side(stated, i, rank)) size = 1;
    wanted.shape.push_back(size);
  }
  return wanted;
}

bool has_free_side(const std::vector<Wanted>& inputs) {
  return std::ranges::any_of(inputs, [](const Wanted& input) {
    return std::ranges::find(input.shape, -1) != input.shape.end();
  });
}

base::Result<std::vector<Tensor>> make_tensors(const std::vector<Wanted>& inputs,
                                               std::int64_t side) {
  std::vector<Tensor> tensors;
  for (const Wanted& input : inputs) {
    std::vector<std::int64_t> shape = input.shape;
    std::ranges::replace(shape, -1, side);
    const auto elements = elements_of(shape);
    if (!elements || *elements > kMostElements) {
      return base::fail(
          ErrorKind::kLimitExceeded,
          "it was not run: a tensor of the stated shape is larger than what is tried");
    }
    fill_with_samples(tensors.emplace_back(input.type, std::move(shape)));
  }
  return tensors;
}

artifact::Tensor told(const Tensor& tensor, std::string_view name) {
  artifact::Tensor out;
  out.name = name;
  out.data_type = name_of(tensor.type());
  for (const std::int64_t size : tensor.shape()) {
    if (!out.shape) out.shape.emplace();
    out.shape->push_back({size, {}});
  }
  if (!out.shape) out.shape.emplace();
  return out;
}

base::Result<TrialResult> run_with(const Model& model, const std::vector<Wanted>& inputs,
                                   std::int64_t side) {
  STACMLM_TRY(const std::vector<Tensor> tensors, make_tensors(inputs, side));
  std::vector<TensorView> views;
  views.reserve(tensors.size());
  for (const Tensor& tensor : tensors) views.push_back(tensor.view());
  STACMLM_TRY(const std::vector<Tensor> outputs, model.run(views));
  TrialResult result;
  for (std::size_t i = 0; i < tensors.size(); ++i)
    result.inputs.push_back(told(tensors[i], model.inputs()[i].name));
  const std::size_t count = std::min(outputs.size(), model.outputs().size());
  for (std::size_t i = 0; i < count; ++i) {
    result.outputs.push_back(told(outputs[i], model.outputs()[i].name));
    result.not_finite.push_back(not_finite(outputs[i]));
  }
  return result;
}

/// With the first side that the model takes; the Error is that of the first try.
base::Result<TrialResult> try_sides(const Model& model, const std::vector<Wanted>& inputs,
                                    std::vector<std::int64_t> sides) {
  if (!has_free_side(inputs)) return run_with(model, inputs, 1);
  std::ranges::copy(kSides, std::back_inserter(sides));
  auto first = run_with(model, inputs, sides.front());
  for (std::size_t i = 1; i < sides.size() && !first; ++i) {
    if (auto more = run_with(model, inputs, sides[i]); more) first = std::move(more);
  }
  if (first) first->is_size_chosen = true;
  return first;
}

/// A file that the runtime does not read says nothing about the metadata.
base::Result<std::unique_ptr<Model>> load(Runtime& runtime, const std::string& path) {
  auto model = runtime.load(path, LoadOptions{});
  if (model || (model.error().kind != ErrorKind::kBackend &&
                model.error().kind != ErrorKind::kInvalidArgument))
    return model;
  return base::fail(ErrorKind::kUnsupported, "it was not run: " + std::move(model).error().message);
}

base::Result<TrialResult> try_model(const TrialRequest& request, const TrialOptions& options) {
  if (request.opened.is_far)
    return base::fail(ErrorKind::kUnsupported, "it was not run: it is not on this machine");
  const RuntimeKind* kind = runtime_for(request.file.format, options.runtime);
  if (kind == nullptr) {
    return base::fail(
        ErrorKind::kUnsupported,
        options.runtime == "auto"
            ? fmt::format("it was not run: nothing runs the format {}", request.file.format)
            : fmt::format("it was not run: {} does not run the format {}",
                          rules::shown(options.runtime), request.file.format));
  }
  const auto library = options.libraries.find(std::string(kind->name));
  auto runtime = kind->open(
      {library == options.libraries.end() ? std::string() : library->second, options.folders});
  if (!runtime) {
    return base::fail(ErrorKind::kUnsupported,
                      "it was not run: " + std::move(runtime).error().message);
  }
  const PeakMemory memory;
  STACMLM_TRY(const auto model, load(**runtime, std::string(request.opened.source->name())));
  std::vector<Wanted> inputs;
  for (std::size_t i = 0; i < model->inputs().size(); ++i) {
    STACMLM_TRY(Wanted wanted,
                wanted_of(model->inputs()[i], stated_for(request, model->inputs(), i)));
    inputs.push_back(std::move(wanted));
  }
  STACMLM_TRY(TrialResult result, try_sides(*model, inputs, request.sizes));
  result.peak_bytes = memory.grown();
  result.runtime = fmt::format("{} {}", (*runtime)->name(), (*runtime)->version());
  return result;
}

}  // namespace

artifact::Trial trial_with(TrialOptions options) {
  return [options = std::move(options)](const TrialRequest& request) -> base::Result<TrialResult> {
    try {
      return try_model(request, options);
    } catch (const std::bad_alloc&) {
      return base::fail(ErrorKind::kLimitExceeded, "it was not run: there is not enough memory");
    }
  };
}

}  // namespace stacmlm::run
