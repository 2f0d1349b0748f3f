// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/pickle/values.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::torch {

/// Elements that stand together in the file; several tensors may look at one.
struct Storage {
  std::string key;
  std::string_view element_type;  ///< empty if the file names one that is not known
  std::uint64_t elements = 0;
};

struct StoredTensor {
  std::optional<Storage> storage;  ///< nothing: a tensor without content
  std::string_view element_type;
  std::uint64_t offset = 0;  ///< in elements
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> stride;
  bool is_parameter = false;
  std::vector<pickle::ValueId> parts;  ///< of a sparse one: the tensors of its places and values
};

/// The tensor that a value is: the call of one of PyTorch's rebuilding functions. Nothing if it is
/// none; an Error if its arguments are not those of that function.
base::Result<std::optional<StoredTensor>> read_tensor(const pickle::Values& values,
                                                      pickle::ValueId id);

/// The storage that a persistent id names; nothing if it names something else.
std::optional<Storage> read_storage(const pickle::Values& values, pickle::ValueId id);

/// Bits of one element, 0 if it is not known.
std::uint64_t bits_of(std::string_view element_type);

}  // namespace stacmlm::artifact::torch
