// SPDX-License-Identifier: Apache-2.0
#include "author/export/linear_scaling.h"

#include <cmath>
#include <limits>

namespace stacmlm::author {
namespace {

std::optional<LinearScaling> linear(const mlm::ValueScaling& scaling) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const std::string_view type = scaling.type.value_or("");
  const double minimum = scaling.minimum.value_or(kNone);
  LinearScaling linear{kNone, kNone};
  if (type == "z-score") linear = {scaling.mean.value_or(kNone), scaling.stddev.value_or(kNone)};
  if (type == "min-max") linear = {minimum, scaling.maximum.value_or(kNone) - minimum};
  if (type == "offset") linear = {scaling.value.value_or(kNone), 1};
  if (type == "scale") linear = {0, scaling.value.value_or(kNone)};
  if (!std::isfinite(linear.shift) || !std::isfinite(linear.factor) || linear.factor == 0)
    return std::nullopt;
  return linear;
}

}  // namespace

std::optional<std::vector<LinearScaling>> linear_scaling(const mlm::ModelInput& input,
                                                         std::size_t channels) {
  if (input.value_scaling.is_absent() || input.value_scaling.is_null())
    return std::vector<LinearScaling>(channels);
  if (!input.value_scaling) return std::nullopt;
  std::vector<LinearScaling> all;
  for (const auto& field : input.value_scaling.value()) {
    const auto one = field ? linear(*field) : std::nullopt;
    if (!one) return std::nullopt;
    all.push_back(*one);
  }
  if (all.size() == 1) all.resize(channels, all.front());
  if (all.size() != channels) return std::nullopt;
  return all;
}

}  // namespace stacmlm::author
