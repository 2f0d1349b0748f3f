// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {

/// Bytes [begin, begin + size) of another source, which must have them and outlive this one.
/// Nothing lies beside it.
std::unique_ptr<Source> window_of(const Source& whole, std::uint64_t begin, std::uint64_t size,
                                  std::string name);

/// Bytes in memory that the Source keeps itself. Nothing lies beside it.
std::unique_ptr<Source> source_that_keeps(std::string bytes, std::string name);

}  // namespace stacmlm::artifact
