// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::pickle {

/// How joblib packs a whole pickle.
enum class Packing { kNone, kZlib, kBzip2, kXz, kLz4 };

/// By the first bytes. gzip is kZlib.
Packing packing_of(std::string_view head);

struct Unpacked {
  std::string bytes;
  std::uint64_t behind = 0;  ///< bytes of the source behind the packed ones
  bool is_whole = false;     ///< false: cut at the limit
};

/// Unpacks at most `limit` bytes. An Error if what is packed is broken, or lz4, which is not read.
base::Result<Unpacked> unpack(const Source& source, Packing packing, std::size_t limit);

}  // namespace stacmlm::artifact::pickle
