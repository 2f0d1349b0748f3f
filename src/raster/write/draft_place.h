// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::raster {

/// Where a file is to lie: links followed, the folder absolute. Refused: what is a folder.
base::Result<std::string> place_of(const std::string& path);

/// A name beside `path`, beginning with a dot: another one each time, also of two processes.
std::string draft_name(const std::string& path);

/// Sees to it that what is in the file is on the disk, as far as its file system can do that.
/// False, and errno: it is not.
bool put_on_disk(int file);
/// The same for the names in the folder of `path`.
void put_name_on_disk(const std::string& path);

/// What errno says of `path`.
tl::unexpected<base::Error> system_error(const std::string& path);

}  // namespace stacmlm::raster
