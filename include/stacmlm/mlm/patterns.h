// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::mlm {

extern const json::Pattern kModelName;
extern const json::Pattern kFrameworkName;
extern const json::Pattern kSemanticVersion;
extern const json::Pattern kDimensionName;
extern const json::Pattern kHyperparameterName;
/// `major.minor.patch` of core 1.1 and later, unanchored as published.
extern const json::Pattern kCoreSince1_1;
/// A text with the URI of a version 1 of eo or raster, of a version 2 of datacube (unanchored as
/// published).
extern const json::Pattern kEoV1Uri;
extern const json::Pattern kRasterV1Uri;
extern const json::Pattern kDatacubeV2Uri;

}  // namespace stacmlm::mlm
