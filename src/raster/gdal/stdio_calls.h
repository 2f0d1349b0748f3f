// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "raster/gdal/library.h"

namespace stacmlm::raster {

/// What is done with a file of this machine that is open: a `std::FILE*`. A write that fails is an
/// error of GDAL's.
void set_stdio_calls(VSIFilesystemPluginCallbacksStruct& calls);

/// 0: it went well. Otherwise tells GDAL what errno says, and is -1.
int report_failure(int result);

/// What GDAL wants to know of a file. -1: there is none.
int stat_on_disk(const char* path, VSIStatBufL& facts);

}  // namespace stacmlm::raster
