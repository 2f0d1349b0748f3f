// SPDX-License-Identifier: Apache-2.0
#include "artifact/weight_names.h"

#include <algorithm>
#include <iterator>

#include "artifact/name_list.h"

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kRunningStatistics[] = {"running_mean", "running_var", "moving_mean",
                                                   "moving_variance"};

// Of layers that are common: batch normalisation, position embeddings, windows of attention.
constexpr std::string_view kBuffers[] = {"num_batches_tracked",     "inv_freq",  "position_ids",
                                         "relative_position_index", "attn_mask", "token_type_ids"};

}  // namespace

std::string_view last_part(std::string_view name) {
  const std::size_t at = name.find_last_of("./");
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

bool is_running_statistic(std::string_view name) {
  std::string_view part = last_part(name);
  part = part.substr(0, part.find(':'));  // TensorFlow: `moving_mean:0`
  // Flax: `batch_stats.norm.mean`
  const bool is_flax = name.starts_with("batch_stats.") || name.starts_with("batch_stats/");
  return contains(kRunningStatistics, part) || (is_flax && (part == "mean" || part == "var"));
}

bool has_fraction(std::string_view element_type) {
  return element_type.find("float") != std::string_view::npos;
}

WeightKind kind_of_constant(const ElementType& type, std::size_t rank, bool has_scale) {
  if (has_scale || has_fraction(type.name)) return WeightKind::kParameter;
  const bool is_code = type.bits > 0 && type.bits <= 8 && type.name != "bool" && rank >= 2;
  return is_code ? WeightKind::kParameter : WeightKind::kConstant;
}

WeightKind kind_of_weight(std::string_view name, std::string_view data_type) {
  const bool is_buffer = data_type == "int64" || data_type == "bool" ||
                         is_running_statistic(name) || contains(kBuffers, last_part(name));
  return is_buffer ? WeightKind::kBuffer : WeightKind::kParameter;
}

}  // namespace stacmlm::artifact
