// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "run/preprocess/program.h"

namespace stacmlm::run {

/// Norm, scaling and functions for the run of pixels in `state.values` (kPixelRun for each channel)
/// with `state.valid`, which loses the pixels that a function makes of nodata, and those that an
/// expression gives no finite number for.
void do_pixel_steps(const Preprocess::Program& program, PreprocessSpace::State& state,
                    std::size_t count);

}  // namespace stacmlm::run
