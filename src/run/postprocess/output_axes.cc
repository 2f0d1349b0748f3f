// SPDX-License-Identifier: Apache-2.0
#include "run/postprocess/output_axes.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::run {
namespace {

struct NamedAxis {
  std::string_view name;
  OutputAxis axis;
};

/// Names that the specification recommends, those of its examples, and single letters.
constexpr NamedAxis kNames[] = {
    {"batch", OutputAxis::kBatch},
    {"b", OutputAxis::kBatch},
    {"n", OutputAxis::kBatch},
    {"samples", OutputAxis::kBatch},
    {"class", OutputAxis::kChannel},
    {"classes", OutputAxis::kChannel},
    {"bands", OutputAxis::kChannel},
    {"band", OutputAxis::kChannel},
    {"channel", OutputAxis::kChannel},
    {"channels", OutputAxis::kChannel},
    {"c", OutputAxis::kChannel},
    {"embedding", OutputAxis::kChannel},
    {"embeddings", OutputAxis::kChannel},
    {"feature", OutputAxis::kChannel},
    {"features", OutputAxis::kChannel},
    {"height", OutputAxis::kRow},
    {"h", OutputAxis::kRow},
    {"y", OutputAxis::kRow},
    {"width", OutputAxis::kColumn},
    {"w", OutputAxis::kColumn},
    {"x", OutputAxis::kColumn},
};

}  // namespace

OutputAxis output_axis_of(std::string_view name) {
  std::string small(name);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  const auto* found = std::ranges::find(kNames, small, &NamedAxis::name);
  return found == std::end(kNames) ? OutputAxis::kOther : found->axis;
}

int find_axis(const std::vector<std::string>& dimensions, OutputAxis axis) {
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    if (output_axis_of(dimensions[i]) == axis) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace stacmlm::run
