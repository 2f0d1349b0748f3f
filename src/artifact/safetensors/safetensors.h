// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

extern const FormatReader kSafetensors;
extern const FormatReader kShardedSafetensors;  ///< an index of several files

}  // namespace stacmlm::artifact
