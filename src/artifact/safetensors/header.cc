// SPDX-License-Identifier: Apache-2.0
#include "artifact/safetensors/header.h"

#include <fmt/format.h>

#include <algorithm>

#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {

base::Result<SafetensorsHeader> read_safetensors_header(const Source& source,
                                                        std::size_t most_bytes) {
  ByteReader reader(source);
  STACMLM_TRY(const std::uint64_t size, reader.u64());
  if (size > kLongestSafetensorsHeader)
    return over_limit(fmt::format("a header of {} bytes, where 100000000 are allowed", size));
  if (size > reader.left())
    return malformed(fmt::format("a header of {} bytes in a file of {}", size, source.size()));
  SafetensorsHeader header;
  STACMLM_TRY(header.text, reader.text(size, most_bytes));
  if (!header.text.starts_with('{')) return malformed("the header does not begin with {");
  header.data_begin = reader.position();
  header.data_size = reader.left();
  return header;
}

}  // namespace stacmlm::artifact
