// SPDX-License-Identifier: Apache-2.0
// Models of LightGBM, as text.
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kLightgbm;

}  // namespace stacmlm::artifact
