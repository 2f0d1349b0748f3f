// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

/// What skops.io.dump writes: models of scikit-learn without pickles.
extern const FormatReader kSkops;

}  // namespace stacmlm::artifact
