// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "artifact/hdf5/file.h"

namespace stacmlm::artifact::hdf5 {

/// Where texts of free length stand. Each collection is read once.
class GlobalHeap {
 public:
  /// `longest`: a text of more bytes is an Error.
  GlobalHeap(File& file, std::size_t longest) : file_(file), longest_(longest) {}

  /// `length` bytes of an object of the collection at `address`.
  base::Result<std::string> text(std::uint64_t address, std::uint32_t index, std::uint32_t length);

 private:
  struct Place {
    std::uint64_t address = 0;
    std::uint64_t size = 0;
  };
  using Objects = std::map<std::uint32_t, Place>;
  base::Result<Objects> read_collection(std::uint64_t address);

  File& file_;
  std::size_t longest_;
  std::map<std::uint64_t, Objects> collections_;
};

}  // namespace stacmlm::artifact::hdf5
