// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// Unpacks bytes [begin, begin + packed) of a raw deflate stream into `to`, which has its size and
/// gets no more and no less.
base::Result<void> inflate_into(const Source& source, std::uint64_t begin, std::uint64_t packed,
                                std::string& to);

/// Unpacks as much of it as `to` has room for. An Error if it ends before.
base::Result<void> inflate_head(const Source& source, std::uint64_t begin, std::uint64_t packed,
                                std::string& to);

}  // namespace stacmlm::artifact
