// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/collector.h"
#include "artifact/pickle/arrays.h"

namespace stacmlm::artifact::pickle {

/// What the result of a pickle says of itself if it is an estimator of scikit-learn, or of a
/// library with its interface: framework and version, classes, number and names of features.
base::Result<void> read_estimator(const Stream& stream, const JoblibArrays& arrays,
                                  const Source& source, Collector& collector);

}  // namespace stacmlm::artifact::pickle
