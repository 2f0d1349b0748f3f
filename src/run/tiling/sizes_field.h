// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "run/tiling/field.h"

namespace stacmlm::run {

/// What can be told of an axis by the sizes of an image and of what the network makes of it,
/// without looking at the network: a whole multiple or part is a change of resolution, other sizes
/// below the image's are pixels lost at both ends. Sizes that are not known, below 1, are taken for
/// equal ones. `kUnsupported`: the output is larger than the image by no whole multiple.
base::Result<AxisField> field_of_sizes(std::int64_t image, std::int64_t output);

}  // namespace stacmlm::run
