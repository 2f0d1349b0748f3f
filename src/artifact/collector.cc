// SPDX-License-Identifier: Apache-2.0
#include "artifact/collector.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "artifact/limits.h"

namespace stacmlm::artifact {
namespace {

constexpr std::size_t kMostTensors = 65536;
constexpr std::size_t kMostWords = 10'000;  // of a sorted list: each new one moves those behind it

base::Result<std::uint64_t> elements_of(const Weight& weight) {
  std::uint64_t elements = 1;
  for (const std::int64_t size : weight.shape) {
    if (size < 0) return malformed(fmt::format("weight \"{}\" has a negative size", weight.name));
    const auto factor = static_cast<std::uint64_t>(size);
    if (factor != 0 && elements > std::numeric_limits<std::int64_t>::max() / factor)
      return malformed(fmt::format("weight \"{}\" has more elements than can be", weight.name));
    elements *= factor;
  }
  return elements;
}

base::Result<void> insert_sorted(std::vector<std::string>& words, std::string word,
                                 std::string_view what) {
  const auto at = std::ranges::lower_bound(words, word);
  if (at != words.end() && *at == word) return {};
  if (words.size() == kMostWords)
    return over_limit(fmt::format("more {} than {}", what, kMostWords));
  words.insert(at, std::move(word));
  return {};
}

}  // namespace

void Collector::states_tensors() {
  if (!model_.inputs) model_.inputs.emplace();
  if (!model_.outputs) model_.outputs.emplace();
}

void Collector::states_weights() {
  if (!model_.weights) model_.weights.emplace();
}

base::Result<void> Collector::keep(std::size_t bytes) {
  kept_ += bytes;
  if (kept_ > limits_.kept_bytes) {
    return over_limit(fmt::format("more than {} bytes of names and metadata", limits_.kept_bytes));
  }
  return {};
}

base::Result<void> Collector::add_tensor(std::vector<Tensor>& to, Tensor tensor) {
  if (to.size() == kMostTensors)
    return over_limit(fmt::format("more inputs or outputs than {}", kMostTensors));
  if (tensor.shape && tensor.shape->size() > kMostDimensions)
    return over_limit(
        fmt::format("\"{}\" has more than {} dimensions", tensor.name, kMostDimensions));
  std::size_t bytes = sizeof(Tensor) + tensor.name.size();
  if (tensor.shape) {
    for (const Dimension& dimension : *tensor.shape)
      bytes += sizeof dimension + dimension.name.size();
  }
  STACMLM_CHECK(keep(bytes));
  to.push_back(std::move(tensor));
  return {};
}

base::Result<void> Collector::add_input(Tensor tensor) {
  states_tensors();
  return add_tensor(*model_.inputs, std::move(tensor));
}

base::Result<void> Collector::add_output(Tensor tensor) {
  states_tensors();
  return add_tensor(*model_.outputs, std::move(tensor));
}

base::Result<void> Collector::add_weight(Weight weight) {
  states_weights();
  if (model_.weights->size() >= limits_.weights)
    return over_limit(fmt::format("more than {} weights", limits_.weights));
  if (weight.shape.size() > kMostDimensions)
    return over_limit(
        fmt::format("weight \"{}\" has more than {} dimensions", weight.name, kMostDimensions));
  STACMLM_TRY(weight.elements, elements_of(weight));
  STACMLM_CHECK(keep(sizeof weight + weight.name.size() + weight.shares.size() +
                     weight.shape.size() * sizeof(std::int64_t)));
  model_.weights->push_back(std::move(weight));
  return {};
}

base::Result<void> Collector::add_metadata(std::string_view key, std::string_view value) {
  STACMLM_CHECK(keep(key.size() + value.size() + 2 * sizeof(std::string)));
  model_.metadata.emplace_back(key, value);
  return {};
}

base::Result<void> Collector::add_operator(std::string name) {
  if (std::ranges::binary_search(model_.operators, name)) return {};
  STACMLM_CHECK(keep(name.size() + sizeof name));
  return insert_sorted(model_.operators, std::move(name), "operators");
}

base::Result<void> Collector::add_class(std::string name) {
  STACMLM_CHECK(keep(name.size() + sizeof name));
  model_.classes.push_back(std::move(name));
  return {};
}

base::Result<void> Collector::add_class_name(std::string name) {
  if (std::ranges::binary_search(model_.hints.class_names, name)) return {};
  STACMLM_CHECK(keep(name.size() + sizeof name));
  return insert_sorted(model_.hints.class_names, std::move(name), "classes of code");
}

void Collector::danger(DangerKind kind, std::string_view where, std::string_view what,
                       bool is_kept_object) {
  constexpr std::size_t kLongest = 400;
  std::vector<Danger>& all = model_.danger;
  if (all.size() > kMostDangers) return;
  const auto is_same = [&](const Danger& other) {
    return other.kind == kind && other.where == where && other.what == what.substr(0, kLongest);
  };
  if (std::ranges::any_of(all, is_same)) return;
  if (all.size() == kMostDangers) {
    all.push_back({.what = "more was found than is listed"});
    return;
  }
  all.push_back({kind, std::string(where.substr(0, kLongest)),
                 std::string(what.substr(0, kLongest)), is_kept_object});
}

void Collector::finish() {
  if (model_.weights) {
    std::uint64_t parameters = 0;
    for (const Weight& weight : *model_.weights) {
      if (weight.kind != WeightKind::kOptimizerState) {
        model_.weight_bytes += weight.bytes;
        model_.bytes_by_type[weight.data_type] += weight.bytes;
      }
      if (!weight.shares.empty()) continue;
      if (weight.kind == WeightKind::kParameter) parameters += weight.elements;
      if (weight.kind == WeightKind::kBuffer) model_.buffer_elements += weight.elements;
    }
    model_.total_parameters = parameters;
  }
  model_.verdict = Verdict::kDataOnly;
  for (const Danger& danger : model_.danger)
    model_.verdict = std::max(model_.verdict, verdict_of(danger.kind));
}

}  // namespace stacmlm::artifact
