// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// What stands before the data of an array that NumPy saved.
struct NpyHeader {
  std::string descr;  ///< NumPy's word for the element type: `<f8`; empty: a structure
  std::vector<std::uint64_t> shape;
  std::uint64_t data_begin = 0;
  bool has_objects = false;  ///< the data are a pickle
  bool is_fortran = false;   ///< the first dimension is the one that lies side by side
};

inline constexpr std::size_t kLongestNpyHeader = 65536 + 12;  ///< what stands before it included

/// Reads it. An Error if the data behind it are fewer than the shape takes.
base::Result<NpyHeader> read_npy_header(const Source& source);
/// The same of the first bytes of a file that has so many.
base::Result<NpyHeader> read_npy_header(const Source& head, std::uint64_t file_size);

}  // namespace stacmlm::artifact
