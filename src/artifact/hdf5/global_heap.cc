// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/global_heap.h"

#include <fmt/format.h>

#include "artifact/collector.h"

namespace stacmlm::artifact::hdf5 {

base::Result<GlobalHeap::Objects> GlobalHeap::read_collection(std::uint64_t address) {
  STACMLM_TRY(ByteReader head, file_.from(address, 16));
  STACMLM_CHECK(expect_sign(head, "GCOL"));
  STACMLM_CHECK(head.skip(4));
  STACMLM_TRY(const std::uint64_t size, file_.length(head));
  STACMLM_CHECK(file_.require_inside(address, size));
  const std::uint64_t header = file_.address_of(head) - address;
  if (size < header) return malformed("an HDF5 heap that is shorter than its header");
  STACMLM_TRY(ByteReader reader, file_.from(file_.address_of(head), 0));
  STACMLM_TRY(ByteReader rest, reader.part(size - header));
  Objects objects;
  const std::uint64_t object_header = 8 + file_.length_size();
  while (rest.left() >= object_header) {
    STACMLM_CHECK(file_.spend(object_header));
    STACMLM_TRY(const std::uint16_t index, rest.u16());
    STACMLM_CHECK(rest.skip(6));
    STACMLM_TRY(const std::uint64_t length, file_.length(rest));
    if (index == 0) {  // free, its header counted in; libhdf5 goes on behind it
      if (length == 0) break;
      if (length < object_header || length - object_header > rest.left())
        return malformed("an HDF5 heap with more room than it has");
      STACMLM_CHECK(rest.skip(length - object_header));
      continue;
    }
    if (!objects.emplace(index, Place{file_.address_of(rest), length}).second)
      return malformed(fmt::format("an HDF5 heap with two objects of number {}", index));
    const std::uint64_t padding = (8 - length % 8) % 8;
    if (length > rest.left() || padding > rest.left() - length)
      return malformed("an HDF5 heap whose objects are longer than it");
    STACMLM_CHECK(rest.skip(length + padding));
  }
  return objects;
}

base::Result<std::string> GlobalHeap::text(std::uint64_t address, std::uint32_t index,
                                           std::uint32_t length) {
  auto found = collections_.find(address);
  if (found == collections_.end()) {
    STACMLM_TRY(Objects objects, read_collection(address));
    found = collections_.emplace(address, std::move(objects)).first;
  }
  const auto object = found->second.find(index);
  if (object == found->second.end() || length > object->second.size)
    return malformed(fmt::format("no text {} in the HDF5 heap at address {}", index, address));
  STACMLM_TRY(ByteReader reader, file_.at(object->second.address, length));
  return reader.text(length, longest_);
}

}  // namespace stacmlm::artifact::hdf5
