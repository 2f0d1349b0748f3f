// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "artifact/archive/directory.h"
#include "artifact/bytes/byte_reader.h"

namespace stacmlm::artifact {

/// What stands before and behind the data of an entry, compared with what the directory says.
struct LocalHeader {
  std::uint64_t end = 0;  ///< behind all that belongs to the entry; 0: not to be found out
  std::vector<std::string> differences;
};

/// Reads it where the entry begins; `next`: where the next entry begins, or the directory. The
/// reader ends at the directory.
base::Result<LocalHeader> read_local_header(ByteReader& reader, const ArchiveEntry& entry,
                                            std::uint64_t next);

}  // namespace stacmlm::artifact
