// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>

namespace stacmlm::artifact::torch {

/// True for the small entries that PyTorch's writer of archives adds to all that it writes: what
/// torch.save, torch.jit.save and torch.export have in common. `name`: below the root folder.
inline bool is_record_of_writer(std::string_view name) {
  constexpr std::string_view kRecords[] = {
      ".data/alignment", ".data/serialization_id", ".data/version",
      ".format_version", ".storage_alignment",     "byteorder",
      "version"};
  return std::ranges::find(kRecords, name) != std::end(kRecords);
}

}  // namespace stacmlm::artifact::torch
