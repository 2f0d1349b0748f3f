// SPDX-License-Identifier: Apache-2.0
// The metadata beside what the model gives when it is run.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "artifact/verify/checks.h"
#include "artifact/verify/tensors.h"
#include "rules/nearest.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact {
namespace {

/// What a runtime takes for itself, whatever the model: OpenVINO 36 to 45 MiB on two processors.
constexpr std::uint64_t kMemorySlack = std::uint64_t{96} << 20U;

bool is_of_space(const rules::Dimension& dimension) {
  return dimension.named.equals("height") || dimension.named.equals("width");
}

TrialInput trial_input(const rules::TensorView& tensor) {
  TrialInput input;
  const json::Value name = tensor.source.find("name");
  if (name.is_string()) input.name = name.string();
  input.data_type = tensor.structure.data_type.value_or("");
  const json::Value shape = tensor.structure.shape.raw();
  for (const json::Value size : shape.elements())
    input.shape.push_back(stac::Field<std::int64_t>(size).value_or(-1));
  if (tensor.dimensions.size() != input.shape.size()) return input;
  const rules::Dimension* channels = tensor.channels();
  for (std::size_t i = 0; i < input.shape.size(); ++i) {
    const rules::Dimension& dimension = tensor.dimensions[i];
    const json::Value word = dimension.named;
    input.dimensions.emplace_back(word.is_string() ? word.string() : std::string_view());
    const std::size_t named = std::max(tensor.bands.size(), tensor.variables.size());
    if (&dimension == channels && input.shape[i] < 0 && named > 0)
      input.shape[i] = static_cast<std::int64_t>(named);
  }
  return input;
}

TrialRequest request_of(const Subject& subject) {
  TrialRequest request{subject.opened, subject.file, {}, {}};
  for (const rules::InputView& input : subject.parts.inputs())
    request.inputs.push_back(trial_input(input.tensor));
  for (const rules::OutputView& output : subject.parts.outputs()) {
    for (const rules::Dimension& dimension : output.tensor.dimensions) {
      const bool is_new = std::ranges::find(request.sizes, dimension.size) == request.sizes.end();
      if (is_of_space(dimension) && dimension.size > 0 && is_new)
        request.sizes.push_back(dimension.size);
    }
  }
  return request;
}

/// `[1, 4, 64, 64]`, of several inputs one after the other.
std::string given_text(const TrialResult& result) {
  std::string text;
  for (const Tensor& input : result.inputs) text += (text.empty() ? "" : ", ") + shape_text(input);
  return text;
}

/// One mistake is told once: a row, and no finding, where the file was enough to find it.
bool is_told(const rules::Rule& rule, const Pair& values, Comparing& comparing) {
  if (!comparing.has_told(rule, values.place)) return false;
  comparing.contradicts_too(rule, values);
  return true;
}

/// The model does not take what the metadata say.
void tell_failure(const Subject& subject, const base::Error& error, Comparing& comparing) {
  const json::Value list = subject.model.input.raw();
  const json::Value place = list.exists() ? list : subject.asset.asset.href.raw();
  Pair values{"what it takes", place, std::to_string(list.size()), {}};
  for (const rules::Rule* rule : {&rules::kTensorCount, &rules::kTensorRank, &rules::kTensorSize,
                                  &rules::kTensorLayout, &rules::kTensorDataType})
    if (is_told(*rule, values, comparing)) return;
  comparing
      .contradicts(rules::kModelDoesNotRun, std::move(values),
                   fmt::format("the model fails on what the metadata state: {}", error.message))
      .hint("look at the shape and the data type of each input");
}

/// False: it contradicts.
bool compare_run_shape(const TensorPair& pair, const TrialResult& result, Comparing& comparing) {
  const json::Value shape = pair.stated.structure.shape.raw();
  if (!shape.is_array()) return true;
  const std::string given = given_text(result);
  Pair values{structure_field(pair) + ".shape, run", shape, one_line(shape),
              shape_text(*pair.found)};
  if (is_told(rules::kTensorRank, values, comparing)) return false;
  if (shape.size() != *pair.found_rank()) {
    const std::string message =
        fmt::format("{} has {} dimension{}, for {} came {}", pair.name, shape.size(),
                    shape.size() == 1 ? "" : "s", given, shape_text(*pair.found));
    comparing.contradicts(rules::kRunShape, std::move(values), message);
    return false;
  }
  bool is_free = false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t stated = stac::Field<std::int64_t>(shape.at(i)).value_or(-1);
    const std::int64_t found = pair.found_size(i);
    if (stated < 0 || stated == found || is_batch(pair, i)) continue;
    const bool has_name = i < pair.stated.dimensions.size();
    if (result.is_size_chosen && has_name && is_of_space(pair.stated.dimensions[i])) {
      is_free = true;
      continue;
    }
    values.field = fmt::format("{}.shape[{}], run", structure_field(pair), i);
    values.place = shape.at(i);
    if (is_told(rules::kTensorSize, values, comparing)) return false;
    const std::string what = has_name ? dimension_text(pair, i) : fmt::format("dimension {}", i);
    const std::string message =
        fmt::format("{} of {} is {}, for {} came {}", what, pair.name, stated, given, found);
    comparing.contradicts(rules::kRunShape, std::move(values), message);
    return false;
  }
  if (is_free) {
    comparing.cannot_tell(std::move(values),
                          fmt::format("the input has no size: it was run with {}", given));
  } else {
    comparing.agrees(std::move(values), fmt::format("for {}", given));
  }
  return true;
}

void compare_run_type(const TensorPair& pair, Comparing& comparing) {
  const auto& stated = pair.stated.structure.data_type;
  if (!stated) return;
  const std::string& type = pair.found->data_type;
  Pair values{structure_field(pair) + ".data_type, run", stated.raw(), std::string(*stated), type};
  if (*stated == type || *stated == mlm_data_type(type)) return comparing.agrees(std::move(values));
  if (is_told(rules::kTensorDataType, values, comparing)) return;
  const std::string message = fmt::format("{} has the data type {}, what came is `{}`", pair.name,
                                          rules::shown(*stated), type);
  comparing.contradicts(rules::kRunDataType, std::move(values), message);
}

void compare_run_classes(const TensorPair& pair, const rules::OutputView& output,
                         Comparing& comparing) {
  const json::Value classes = output.output.classes.raw();
  const std::int64_t found = found_classes(pair, output);
  if (!classes.is_array() || classes.size() == 0 || found < 0) return;
  const auto count = static_cast<std::int64_t>(classes.size());
  Pair values{pair.field + ".classification:classes, run", classes, std::to_string(count),
              std::to_string(found)};
  if (found == count) return comparing.agrees(std::move(values));
  if (const std::string_view why = why_classes_fit(pair, found, count); !why.empty())
    return comparing.compatible(std::move(values), std::string(why));
  if (is_told(rules::kFileClassCount, values, comparing)) return;
  const std::string message =
      fmt::format("{} has {} class{}, the model gave {} value{} for each place", pair.name, count,
                  count == 1 ? "" : "es", found, found == 1 ? "" : "s");
  comparing.contradicts(rules::kRunClassCount, std::move(values), message)
      .hint("list every class that the model tells apart, the background too");
}

void tell_not_finite(const TensorPair& pair, const TrialResult& result, Comparing& comparing) {
  const auto index = static_cast<std::size_t>(pair.found - result.outputs.data());
  const std::uint64_t count = index < result.not_finite.size() ? result.not_finite[index] : 0;
  if (count == 0) return;
  const json::Value structure = pair.stated.structure.shape.raw();
  const json::Value place = structure.exists() ? structure : pair.stated.source;
  const std::string message =
      fmt::format("{} has {} element{} that {} NaN or infinite, for {}", pair.name, count,
                  count == 1 ? "" : "s", count == 1 ? "is" : "are", given_text(result));
  comparing
      .contradicts(rules::kRunNotFinite,
                   {structure_field(pair) + ", run", place, {}, std::to_string(count)}, message)
      .hint("the tensor held numbers from 0 to 1");
}

void compare_run_memory(const Subject& subject, const TrialResult& result, Comparing& comparing) {
  const auto& stated = subject.model.memory_size;
  if (!stated) return;
  Pair values{"mlm:memory_size, run", stated.raw(), std::string(stated.raw().raw()), {}};
  if (!result.peak_bytes)
    return comparing.cannot_tell(std::move(values), "this system does not tell how much it was");
  values.found = fmt::format("{:.0f} MiB", static_cast<double>(*result.peak_bytes) / 1048576);
  const auto bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(*stated, 0));
  if (*result.peak_bytes <= bytes) return comparing.agrees(std::move(values));
  if (*result.peak_bytes - bytes <= kMemorySlack) {
    return comparing.compatible(
        std::move(values),
        fmt::format("at most {} MiB more, which the runtime may take", kMemorySlack >> 20U));
  }
  if (is_told(rules::kMemoryBelowWeights, values, comparing)) return;
  const std::string found = values.found;
  comparing
      .contradicts(rules::kRunMemory, std::move(values),
                   fmt::format("`mlm:memory_size` is {} bytes, running the model on {} took more",
                               stated.raw().raw().substr(0, 30), given_text(result)))
      .hint(fmt::format("it took {} with {}", found, result.runtime));
}

}  // namespace

base::Result<void> compare_trial(const Subject& subject, const Trial& trial, Comparing& comparing) {
  auto result = trial(request_of(subject));
  if (!result) {
    const base::ErrorKind kind = result.error().kind;
    if (kind != base::ErrorKind::kBackend && kind != base::ErrorKind::kInvalidArgument)
      return tl::unexpected(std::move(result).error());
    tell_failure(subject, result.error(), comparing);
    return {};
  }
  const auto pairs = output_pairs(subject, result->outputs);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const TensorPair& pair = pairs[i];
    if (pair.found == nullptr) continue;
    const bool has_shape = compare_run_shape(pair, *result, comparing);
    compare_run_type(pair, comparing);
    // Of another shape the values for a place may be any.
    if (has_shape) compare_run_classes(pair, subject.parts.outputs()[i], comparing);
    tell_not_finite(pair, *result, comparing);
  }
  compare_run_memory(subject, *result, comparing);
  return {};
}

}  // namespace stacmlm::artifact
