// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

/// What torch.export.save and AOTInductor write, in both layouts of the archive.
extern const FormatReader kPt2;

}  // namespace stacmlm::artifact
