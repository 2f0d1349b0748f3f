// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "artifact/hdf5/file.h"

namespace stacmlm::artifact::hdf5 {

enum MessageType : std::uint16_t {
  kDataspace = 0x01,
  kLinkInfo = 0x02,
  kDatatype = 0x03,
  kLink = 0x06,
  kExternalFiles = 0x07,
  kLayout = 0x08,
  kFilters = 0x0B,
  kAttribute = 0x0C,
  kContinuation = 0x10,
  kSymbolTable = 0x11,
  kAttributeInfo = 0x15,
};

/// One message of an object's header: where its content stands.
struct Message {
  std::uint16_t type = 0;
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  bool is_shared = false;  ///< the content says where the message is to be found
};

/// The messages of the object whose header (version 1 or 2) stands at `address`, those of all
/// continuations too.
base::Result<std::vector<Message>> read_header(File& file, std::uint64_t address);

}  // namespace stacmlm::artifact::hdf5
