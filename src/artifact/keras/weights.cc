// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "artifact/digits.h"
#include "artifact/name_list.h"
#include "artifact/weight_names.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::keras {
namespace {

/// What of training stands at the root, beside the model.
constexpr std::string_view kOfTraining[] = {"optimizer", "optimizer_weights", "metrics",
                                            "_compile_metrics", "_loss_tracker"};

/// Names of weights that layers keep up themselves.
constexpr std::string_view kKeptNames[] = {
    "moving_stddev", "renorm_mean",          "renorm_stddev", "mean", "variance",
    "count",         "seed_generator_state", "vector_u",      "sn_u"};

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// Keras of TensorFlow 2.12 to 2.15 writes `layers\\dense` as the name of one group.
constexpr std::string_view kSlashes = "/\\";

std::string_view last_of(std::string_view path) {
  return path.substr(path.find_last_of(kSlashes) + 1);
}

/// `batch_normalization` of `batch_normalization_12`: Keras 3 numbers the layers of a class.
std::string_view without_number(std::string_view name) {
  const auto end = name.find_last_not_of("0123456789");
  if (end == std::string_view::npos || end + 1 == name.size() || name[end] != '_') return name;
  return name.substr(0, end);
}

bool is_batch_norm(std::string_view snake_case) {
  return snake_case == "batch_normalization" || snake_case == "sync_batch_normalization";
}

}  // namespace

base::Result<void> Weights::visit(const hdf5::Object& object) {
  const bool is_again = !object.same_as.empty();
  if (!object.dataset && !is_again) {
    const hdf5::Attribute* name = object.find("name");
    if (name == nullptr || name->texts.size() != 1) return {};
    STACMLM_CHECK(collector_.keep(object.path.size() + name->texts[0].size() + sizeof(Group)));
    groups_[object.path].layer = name->texts[0];
    return {};
  }
  if (found_.size() >= collector_.limits().weights)
    return over_limit(fmt::format("more than {} weights", collector_.limits().weights));
  STACMLM_CHECK(collector_.keep(3 * object.path.size() + sizeof(Found)));
  Found found;
  found.weight.name = object.path;
  found.group = parent_of(object.path);
  if (is_again) {
    const auto first = index_of_.find(object.same_as);
    if (first == index_of_.end()) return {};  // a group: its weights are named already
    found.weight = found_[first->second].weight;
    found.weight.name = object.path;
    found.weight.shares = object.same_as;
    found.weight.bytes = 0;
  } else {
    found.weight.shape = object.dataset->shape;
    found.weight.data_type = object.dataset->element_type;
    found.weight.bytes = object.dataset->bytes;
    // HDF5 has no bfloat16 of its own: an attribute says what two opaque bytes are.
    const hdf5::Attribute* type = object.find("dtype");
    if (type != nullptr && type->texts.size() == 1 && find_element_type(type->texts[0]) != nullptr)
      found.weight.data_type = type->texts[0];
  }
  index_of_.emplace(object.path, found_.size());
  ++groups_[found.group].count;
  found_.push_back(std::move(found));
  return {};
}

/// True for running means, counters and the like.
bool Weights::is_kept(const Found& found, const Layers& layers) const {
  std::string_view name = last_of(found.weight.name);
  name = name.substr(0, name.find(':'));
  if (is_running_statistic(name) || contains(kKeptNames, name)) return true;
  if (last_of(found.group) != "vars") return false;
  // Keras 3 numbers the weights of a layer: those that it keeps are behind those that it learns.
  const std::string_view owner = parent_of(found.group);
  if (without_number(last_of(owner)) == "seed_generator") return true;
  const Group& group = groups_.find(found.group)->second;
  const auto stated = layers.class_of.find(group.layer);
  const std::string_view of_class =
      stated == layers.class_of.end() ? std::string_view() : std::string_view(stated->second);
  const std::string_view by_path = without_number(last_of(owner));
  if (of_class == "Normalization" || (of_class.empty() && by_path == "normalization")) return true;
  const bool is_norm = of_class.empty()
                           ? is_batch_norm(by_path) || is_batch_norm(without_number(group.layer))
                           : of_class.ends_with("BatchNormalization");
  const auto number = number_in<std::size_t>(name);
  if (!is_norm || !number) return false;
  const std::size_t learned = std::min<std::size_t>(group.count < 2 ? 0 : group.count - 2, 2);
  return *number >= learned;
}

WeightKind Weights::kind_of(const Found& found, const Layers& layers) const {
  const std::string_view path = found.weight.name;
  if (contains(kOfTraining, path.substr(0, path.find_first_of(kSlashes))))
    return WeightKind::kOptimizerState;
  return is_kept(found, layers) ? WeightKind::kBuffer : WeightKind::kParameter;
}

base::Result<void> Weights::add_all(const Layers& layers) {
  collector_.states_weights();
  for (Found& found : found_) {
    found.weight.kind = kind_of(found, layers);
    STACMLM_CHECK(collector_.add_weight(std::move(found.weight)));
  }
  return {};
}

}  // namespace stacmlm::artifact::keras
