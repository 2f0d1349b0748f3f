// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "artifact/archive/directory.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {

/// Archive::check(). `by_name`: places of the entries in the order of their names.
base::Result<void> check_directory(const Source& source, const ArchiveDirectory& directory,
                                   std::span<const std::uint32_t> by_name, Collector& collector);

}  // namespace stacmlm::artifact
