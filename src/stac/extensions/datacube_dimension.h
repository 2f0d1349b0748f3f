// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

enum class DatacubeVersion : std::uint8_t { k1_0, k2_0, k2_1, k2_2, k2_3 };

/// One member of `cube:dimensions`.
json::Shape datacube_dimension(DatacubeVersion version);

/// One member of `cube:variables`.
json::Shape datacube_variable(DatacubeVersion version);

}  // namespace stacmlm::stac
