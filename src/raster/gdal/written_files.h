// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::raster {

/// Adds a file system to GDAL in which a write that fails is an error of GDAL's: its own lets
/// drivers that do not look at every number of bytes, as those of layers, lose the end of a file
/// in silence. It opens files for writing alone.
void add_written_files();

/// What GDAL calls a file or folder, by its absolute path, in that file system.
std::string written_name(const std::string& path);

}  // namespace stacmlm::raster
