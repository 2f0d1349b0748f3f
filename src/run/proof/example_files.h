// SPDX-License-Identifier: Apache-2.0
// Words of the assets that are examples.
#pragma once

#include <string_view>

namespace stacmlm::run {

inline constexpr std::string_view kInputRole = "example-input";
inline constexpr std::string_view kOutputRole = "example-output";
inline constexpr std::string_view kTensorMember = "stac-mlm:tensor";
inline constexpr std::string_view kOptionsMember = "stac-mlm:options";
inline constexpr std::string_view kArrayType = "application/x-npy";
inline constexpr std::string_view kRasterType = "image/tiff; application=geotiff";
inline constexpr std::string_view kLayerType = "application/geo+json";

}  // namespace stacmlm::run
