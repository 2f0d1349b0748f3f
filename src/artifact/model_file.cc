// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/model_file.h"

#include <cstddef>

namespace stacmlm::artifact {

std::string_view name_of(WeightKind kind) {
  constexpr std::string_view kNames[] = {"parameter", "buffer", "constant", "optimizer-state"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace stacmlm::artifact
