// SPDX-License-Identifier: Apache-2.0
// What is read of bytes whose name tells nothing.
#pragma once

#include <string_view>

#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {

inline ModelFile read(std::string_view bytes) {
  return inspect(*source_of(bytes, "model")).value();
}

inline ModelFile read_kind(std::string_view kind) { return read(model_files::bytes_of(kind)); }

}  // namespace stacmlm::artifact
