// SPDX-License-Identifier: Apache-2.0
// Any bytes as a zip archive: its directory, its tricks and what its entries unpack to.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  using namespace stacmlm::artifact;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto source = source_of(bytes, "archive");
  const auto archive = Archive::open(*source, 1U << 20U);
  if (!archive) {
    require(archive.error().kind != base::ErrorKind::kIo, "nothing is read beyond the end");
    return 0;
  }
  ModelFile model;
  Collector collector(model, {});
  require(archive->check(collector).has_value(), "bytes in memory can be read");
  std::size_t looked_at = 0;
  for (const ArchiveEntry& entry : archive->entries()) {
    require(archive->find(entry.name) != nullptr, "an entry is found by its name");
    if (++looked_at > 16) continue;
    const auto content = archive->read(entry, 1U << 16U);
    if (content) require(content->size() == entry.size, "an entry has its size");
    const auto part = archive->open(entry, 1U << 16U);
    for (const base::Error* error :
         {content ? nullptr : &content.error(), part ? nullptr : &part.error()})
      require(error == nullptr || error->kind != base::ErrorKind::kIo,
              "nothing is read beyond the end");
    if (content && part) require((*part)->size() == entry.size, "a part has its size");
  }
  return 0;
}
