// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "artifact/hdf5/file.h"

namespace stacmlm::artifact::hdf5 {

/// What the elements of a dataset or an attribute are.
struct Datatype {
  std::string_view element_type;  ///< an element type, or `other`
  std::uint32_t size = 0;         ///< bytes of one element
  bool is_fixed_text = false;     ///< text of `size` bytes each
  bool is_free_text = false;      ///< text that stands in the global heap
};

/// How many there are.
struct Dataspace {
  std::vector<std::uint64_t> shape;  ///< empty: one element
  bool is_null = false;              ///< none at all, and no shape
};

base::Result<Datatype> read_datatype(ByteReader& reader);
base::Result<Dataspace> read_dataspace(const File& file, ByteReader& reader);

/// Elements of all; an Error if 64 bits cannot say it, times `size` bytes.
base::Result<std::uint64_t> bytes_of(const Dataspace& space, std::uint64_t size);

}  // namespace stacmlm::artifact::hdf5
