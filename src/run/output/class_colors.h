// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "stacmlm/raster/writer.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// The colour table of a class map: the colours that the classes tell; others are told apart by
/// their hues. Nodata is transparent.
std::vector<raster::ClassColor> class_colors(const OutputPlan& output);

}  // namespace stacmlm::run
