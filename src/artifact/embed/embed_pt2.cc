// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "artifact/embed/pieces.h"
#include "artifact/embed/zip_entry.h"
#include "artifact/pt2/parts.h"

namespace stacmlm::artifact {

base::Result<void> embed_in_pt2(const Source& file, std::string_view item, Pieces& pieces) {
  constexpr std::size_t kMostBytes = std::size_t{256} << 20U;
  STACMLM_TRY(const Archive archive, Archive::open(file, kMostBytes));
  return put_entry(file, archive, pt2::item_name(archive), item, pieces);
}

}  // namespace stacmlm::artifact
