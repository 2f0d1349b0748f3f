// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "artifact/hdf5/global_heap.h"
#include "artifact/hdf5/header.h"
#include "artifact/hdf5/object.h"

namespace stacmlm::artifact::hdf5 {

/// The attribute in that message; nothing if its elements are no text. kUnsupported if its type
/// stands elsewhere in the file.
base::Result<std::optional<Attribute>> read_attribute(File& file, GlobalHeap& heap,
                                                      const Message& message);

}  // namespace stacmlm::artifact::hdf5
