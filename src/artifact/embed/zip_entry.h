// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifact/archive/archive.h"
#include "artifact/embed/pieces.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// The archive with a stored entry of that name in place of the one that it has, or behind all
/// others. Other entries stay byte for byte; where they move, it is by multiples of 64 bytes, to
/// which PyTorch aligns data. An Error if Archive::check() finds anything.
base::Result<void> put_entry(const Source& file, const Archive& archive, const std::string& name,
                             std::string_view content, Pieces& pieces);

}  // namespace stacmlm::artifact
