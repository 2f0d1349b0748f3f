// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/state.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "artifact/limits.h"
#include "artifact/pickle/pairs.h"
#include "artifact/torch/checkpoint.h"
#include "artifact/weight_names.h"

namespace stacmlm::artifact::torch {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::kNoValue;
using pickle::Object;
using pickle::Pairs;
using pickle::pairs_of;
using pickle::ValueId;
using pickle::Values;

constexpr int kDeepest = 64;

/// What is known of the tensors in a part.
enum class Role {
  kByName,     ///< a state dict: their names tell
  kParameter,  ///< a module or a class of TorchScript says so
  kBuffer,
  kBeside,  ///< of a checkpoint, beside the model
  kOptimizer,
};

class Walker {
 public:
  Walker(const Values& values, const ScriptClasses& classes, WeightList& weights,
         Collector& collector)
      : values_(values),
        classes_(classes),
        weights_(weights),
        collector_(collector),
        seen_(values.size(), false) {}

  base::Result<void> top(ValueId id) {
    const std::optional<Pairs> pairs = pairs_of(values_, id);
    if (!pairs) return visit(id, Role::kByName, 0);
    const ValueId model = model_of_checkpoint(values_, *pairs);
    seen_[id] = true;
    if (model != kNoValue) {
      STACMLM_CHECK(visit(model, Role::kByName, 0));
    }
    for (const auto& [key, value] : *pairs) {
      if (value == model) continue;
      const Role role = is_optimizer(values_.text(key).value_or("")) ? Role::kOptimizer
                        : model == kNoValue                          ? Role::kByName
                                                                     : Role::kBeside;
      STACMLM_CHECK(visit_below(key_text(key), value, role, 0));
    }
    return {};
  }

 private:
  using Done = base::Result<void>;

  std::string key_text(ValueId key) const {
    if (const auto text = values_.text(key)) return std::string(*text);
    if (const auto number = values_.integer(key)) return fmt::format("{}", *number);
    return "?";
  }

  Done visit_below(std::string_view name, ValueId id, Role role, int depth) {
    const std::size_t before = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += name;
    if (path_.size() > kLongestName) return over_limit("the name of a weight is too long");
    STACMLM_CHECK(visit(id, role, depth + 1));
    path_.resize(before);
    return {};
  }

  Done visit(ValueId id, Role role, int depth) {
    if (depth > kDeepest) return over_limit("values stand deeper in each other than 64");
    const Kind kind = values_.kind(id);
    const bool holds =
        kind == Kind::kObject || kind == Kind::kDict || kind == Kind::kList || kind == Kind::kTuple;
    if (!holds) return {};
    STACMLM_TRY(const auto tensor, read_tensor(values_, id));
    if (tensor) return add(*tensor, role, depth);
    if (seen_[id]) return {};
    seen_[id] = true;
    if (const auto pairs = pairs_of(values_, id)) return visit_pairs(*pairs, role, depth);
    if (const Object* object = values_.object(id)) return visit_object(*object, role, depth);
    std::size_t place = 0;
    for (const ValueId item : values_.items(id)) {
      STACMLM_CHECK(visit_below(std::to_string(place++), item, role, depth));
    }
    return {};
  }

  Done visit_pairs(const Pairs& pairs, Role role, int depth) {
    for (const auto& [key, value] : pairs) {
      STACMLM_CHECK(visit_below(key_text(key), value, role, depth));
    }
    return {};
  }

  Done visit_object(const Object& object, Role role, int depth) {
    if (object.state == kNoValue) return {};
    const Global* type = values_.global(object.callee);
    if (seen_[object.state]) return {};
    const auto state = pairs_of(values_, object.state);
    if (!state || type == nullptr) return visit(object.state, role, depth + 1);
    seen_[object.state] = true;
    const auto script = classes_.find(type->full_name());
    if (script != classes_.end()) return visit_script(*type, script->second, *state, role, depth);
    ValueId parts[3] = {kNoValue, kNoValue, kNoValue};
    constexpr std::string_view kParts[] = {"_parameters", "_buffers", "_modules"};
    for (const auto& [key, value] : *state) {
      for (std::size_t i = 0; i < std::size(parts); ++i) {
        if (values_.text(key) == kParts[i]) parts[i] = value;
      }
    }
    if (parts[0] == kNoValue && parts[2] == kNoValue) return visit_pairs(*state, role, depth);
    return visit_module(*type, parts, role, depth);
  }

  Done visit_module(const Global& type, const ValueId (&parts)[3], Role role, int depth) {
    if (type.name.find("BatchNorm") != std::string::npos)
      collector_.model().hints.has_batch_norm = true;
    if (!type.module.starts_with("torch.nn.")) {
      STACMLM_CHECK(collector_.add_class_name(type.full_name()));
    }
    const bool is_model = role == Role::kByName;
    const Role roles[] = {is_model ? Role::kParameter : role, is_model ? Role::kBuffer : role,
                          role};
    for (std::size_t i = 0; i < std::size(parts); ++i) {
      if (parts[i] == kNoValue || seen_[parts[i]]) continue;
      seen_[parts[i]] = true;
      const auto pairs = pairs_of(values_, parts[i]);
      if (!pairs) return malformed("a module whose parts are no dict");
      STACMLM_CHECK(visit_pairs(*pairs, roles[i], depth));
    }
    return {};
  }

  bool is_script_object(ValueId id) const {
    const Global* type = values_.class_of(id);
    return type != nullptr && type->module.starts_with("__torch__");
  }

  Done visit_script(const Global& type, const ScriptClass& script, const Pairs& state, Role role,
                    int depth) {
    if (type.name.find("BatchNorm") != std::string::npos)
      collector_.model().hints.has_batch_norm = true;
    if (!type.module.starts_with("__torch__.torch.nn.")) {
      STACMLM_CHECK(collector_.add_class_name(type.full_name()));
    }
    for (const auto& [key, value] : state) {
      const std::string name = key_text(key);
      const Role own = script.parameters.contains(name) ? Role::kParameter
                       : is_script_object(value)        ? role
                                                        : Role::kBuffer;
      STACMLM_CHECK(visit_below(name, value, own, depth));
    }
    return {};
  }

  Done add(const StoredTensor& tensor, Role role, int depth) {
    // The parts of a sparse tensor: its places count as a constant.
    for (std::size_t i = 0; i < tensor.parts.size(); ++i) {
      const bool is_content = i + 1 == tensor.parts.size();
      STACMLM_CHECK(visit_below(is_content ? "values" : fmt::format("indices{}", i),
                                tensor.parts[i], role, depth));
    }
    if (!tensor.parts.empty()) return {};
    if (is_running_statistic(path_)) collector_.model().hints.has_batch_norm = true;
    return weights_.add(path_, tensor, kind_of(tensor, role));
  }

  WeightKind kind_of(const StoredTensor& tensor, Role role) const {
    switch (role) {
      case Role::kParameter:
        return WeightKind::kParameter;
      case Role::kBuffer:
      case Role::kBeside:
        return WeightKind::kBuffer;
      case Role::kOptimizer:
        return WeightKind::kOptimizerState;
      case Role::kByName:
        break;
    }
    return tensor.is_parameter ? WeightKind::kParameter
                               : kind_of_weight(path_, tensor.element_type);
  }

  const Values& values_;
  const ScriptClasses& classes_;
  WeightList& weights_;
  Collector& collector_;
  std::vector<bool> seen_;
  std::string path_;
};

}  // namespace

base::Result<void> read_state(const pickle::Stream& stream, const ScriptClasses& classes,
                              WeightList& weights, Collector& collector) {
  STACMLM_CHECK(read_checkpoint_facts(stream.values, stream.result, collector));
  return Walker(stream.values, classes, weights, collector).top(stream.result);
}

base::Result<void> read_constants(const pickle::Stream& stream, bool is_frozen,
                                  WeightList& weights) {
  std::size_t place = 0;
  for (const ValueId item : stream.values.items(stream.result)) {
    STACMLM_TRY(const auto tensor, read_tensor(stream.values, item));
    const std::string name = fmt::format("CONSTANTS.c{}", place++);
    if (!tensor || !tensor->parts.empty()) continue;
    const bool is_learned = is_frozen && has_fraction(tensor->element_type);
    STACMLM_CHECK(
        weights.add(name, *tensor, is_learned ? WeightKind::kParameter : WeightKind::kConstant));
  }
  return {};
}

}  // namespace stacmlm::artifact::torch
