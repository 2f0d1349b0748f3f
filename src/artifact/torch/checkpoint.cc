// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <string>

#include "artifact/torch/tensor.h"

namespace stacmlm::artifact::torch {
namespace {

using pickle::kNoValue;
using pickle::Pairs;
using pickle::pairs_of;
using pickle::ValueId;
using pickle::Values;

// The usual one first.
constexpr std::string_view kModelKeys[] = {"state_dict", "model_state_dict", "model_state",
                                           "model",      "module",           "net",
                                           "network",    "params",           "weights"};
constexpr std::string_view kLightning = "pytorch-lightning_version";
constexpr std::string_view kHyperParameters = "hyper_parameters";
constexpr std::string_view kClassKeys[] = {"classes", "CLASSES", "class_names", "labels"};
constexpr std::size_t kMostFacts = 1000;

std::optional<std::string> scalar_text(const Values& values, ValueId id) {
  if (const auto text = values.text(id)) return std::string(*text);
  if (const auto number = values.integer(id)) return fmt::format("{}", *number);
  if (const auto number = values.real(id)) return fmt::format("{}", *number);
  if (const auto yes = values.boolean(id)) return *yes ? "true" : "false";
  return {};
}

base::Result<void> add_classes(const Values& values, ValueId list, Collector& collector) {
  if (!collector.model().classes.empty()) return {};
  for (const ValueId item : values.items(list)) {
    if (!values.text(item)) return {};
  }
  for (const ValueId item : values.items(list)) {
    STACMLM_CHECK(collector.add_class(std::string(*values.text(item))));
  }
  return {};
}

base::Result<void> add_facts(const Values& values, const Pairs& pairs, const std::string& prefix,
                             Collector& collector) {
  std::size_t count = 0;
  bool has_inner = false;
  for (const auto& [key_id, value] : pairs) {
    const auto key = values.text(key_id);
    if (!key || ++count > kMostFacts) continue;
    const bool is_list =
        values.kind(value) == pickle::Kind::kList || values.kind(value) == pickle::Kind::kTuple;
    if (is_list && std::ranges::find(kClassKeys, *key) != std::end(kClassKeys)) {
      STACMLM_CHECK(add_classes(values, value, collector));
    }
    if (const auto text = scalar_text(values, value)) {
      STACMLM_CHECK(collector.add_metadata(prefix + std::string(*key), *text));
    }
    if (prefix.empty() && !has_inner && (*key == kHyperParameters || *key == "meta")) {
      has_inner = true;
      const auto inner = pairs_of(values, value);
      if (inner) {
        STACMLM_CHECK(add_facts(values, *inner, std::string(*key) + '.', collector));
      }
    }
    if (prefix.empty() && *key == kLightning && values.text(value)) {
      collector.model().producer = "pytorch-lightning";
      collector.model().producer_version = *values.text(value);
    }
  }
  return {};
}

}  // namespace

ValueId model_of_checkpoint(const Values& values, const Pairs& pairs) {
  ValueId found = kNoValue;
  std::size_t best = std::size(kModelKeys);
  for (const auto& [key_id, value] : pairs) {
    const auto key = values.text(key_id);
    if (!key) continue;
    const auto* known = std::ranges::find(kModelKeys, *key);
    const auto place = static_cast<std::size_t>(known - std::begin(kModelKeys));
    const bool holds = values.kind(value) == pickle::Kind::kDict || values.object(value) != nullptr;
    if (place < best && holds) {
      best = place;
      found = value;
    }
  }
  return found;
}

bool is_optimizer(std::string_view key) {
  std::string lower(key);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower.find("optim") != std::string::npos;
}

base::Result<void> read_checkpoint_facts(const Values& values, ValueId top, Collector& collector) {
  const auto pairs = pairs_of(values, top);
  if (!pairs) return {};
  return add_facts(values, *pairs, "", collector);
}

}  // namespace stacmlm::artifact::torch
