// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "stacmlm/raster/raster.h"

namespace stacmlm::raster {
namespace {

// In the order of Resampling.
constexpr std::array<std::string_view, 7> kNames{"nearest", "bilinear", "cubic", "cubic-spline",
                                                 "lanczos", "average",  "mode"};

}  // namespace

std::string_view name_of(Resampling resampling) {
  return kNames[static_cast<std::size_t>(resampling)];
}

std::optional<Resampling> resampling_of(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Resampling>(i);
  }
  return std::nullopt;
}

}  // namespace stacmlm::raster
