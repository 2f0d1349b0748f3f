// SPDX-License-Identifier: Apache-2.0
// TensorFlow Lite (LiteRT): a flatbuffer with graph and weights.
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kTflite;

}  // namespace stacmlm::artifact
