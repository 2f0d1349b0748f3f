// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

/// What torch.save writes since 1.6: a zip archive with `data.pkl`.
extern const FormatReader kTorch;
/// What it wrote before: five pickles, then the storages.
extern const FormatReader kTorchLegacy;
/// What torch.jit.save writes: a zip archive with code of its own.
extern const FormatReader kTorchScript;

}  // namespace stacmlm::artifact
