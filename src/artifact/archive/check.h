// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "artifact/archive/archive.h"
#include "artifact/archive/directory.h"
#include "artifact/collector.h"

namespace stacmlm::artifact {

/// Archive::check(). `by_name`: places of the entries in the order of their names.
base::Result<void> check_directory(const Source& source, const ArchiveDirectory& directory,
                                   std::span<const std::uint32_t> by_name, Collector& collector);

/// Archive::check() of an archive in an archive, with its name in front of where.
base::Result<void> check_inner(const Archive& inner, std::string_view name, Collector& collector);

/// Compares the checksum of a stored entry, of which no reader does while it reads, and tells of
/// another one. A packed one's is compared while it is unpacked.
base::Result<void> check_stored(const Archive& archive, const ArchiveEntry& entry,
                                std::string_view where, Collector& collector);

}  // namespace stacmlm::artifact
