// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "artifact/hdf5/header.h"

namespace stacmlm::artifact::hdf5 {

/// What a group holds under one name.
struct Link {
  enum class Kind {
    kHard,      ///< an object of this file
    kSoft,      ///< whatever stands at `target`
    kExternal,  ///< something in the file `target`
    kUser,      ///< what a program's own code makes of it
  };
  std::string name;
  Kind kind = Kind::kHard;
  std::uint64_t address = 0;  ///< of a hard one: of the object's header
  std::string target;
};

/// The links of a group as versions before 1.8 write them, and h5py by default: the content of a
/// symbol table message.
base::Result<void> read_symbol_table(File& file, const Message& message, std::vector<Link>& links);

/// The one link in a link message.
base::Result<Link> read_link(File& file, const Message& message);

/// True if the link info, or attribute info, says that more stands in a fractal heap.
base::Result<bool> has_dense_storage(File& file, const Message& message);

}  // namespace stacmlm::artifact::hdf5
